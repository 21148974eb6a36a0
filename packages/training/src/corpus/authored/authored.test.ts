import { describe, expect, it } from 'vitest'
import { createCast } from '../cast.ts'
import { syllables } from '../invented.ts'
import { createRandom } from '../random.ts'
import { createSlotFiller } from '../slots/slot-filler.ts'
import type { TaskContext } from '../tasks/task.ts'
import { drawTask } from '../tasks/tasks.ts'
import { fillDialog, parseDialog } from './dialogs.ts'
import { linesInSplit } from './in-split.ts'
import { drawPassage, fillPassage, parsePassage } from './passages.ts'
import { blocksOf, linesOf, readPhrasing } from './read-file.ts'
import { readLists, topicsIn } from './sections.ts'

const requests = 'sentiment spam topic question summary keywords names past list story'.split(' ')
const texts = 'reviews-positive reviews-negative messages-spam messages-ham topics sentences stories'.split(
  ' ',
)

function contextOf(split: 'train' | 'held-out'): TaskContext {
  const random = createRandom(3)
  return { random, cast: createCast(random, split, syllables()), split }
}

const linesOfBlocks = (path: string) => blocksOf(readPhrasing(path)).map(({ lines }) => lines)
const passages = () => linesOfBlocks('texts/passages.txt')
const dialogs = () => linesOfBlocks('dialogs/dialogs.txt')

describe("authors' texts", () => {
  it.each([
    ...requests.map((name) => `instructions/${name}.txt`),
    ...texts.map((name) => `texts/${name}.txt`),
    'dialogs/refusals.txt',
  ])('have slots that can be filled in every line of %s', (path) => {
    const context = contextOf('train')
    const lines = linesOf(readPhrasing(path))
    for (const line of lines) {
      const text = createSlotFiller({ ...context, given: { k: 3, category: 'fruits' } }).asWritten(line)
      expect(text, line).toMatch(/^[^[\]{}]+$/)
    }
    expect(new Set(lines).size).toBe(lines.length)
  })

  it('have passages with questions, a summary and keywords that can be filled', () => {
    const context = contextOf('train')
    for (const lines of passages()) {
      const { text, questions, summary, keywords } = fillPassage(context, parsePassage(lines))
      const all = [text, summary, keywords, ...questions.flat()]
      for (const part of all) expect(part, lines[0]).toMatch(/^[^[\]{}|]+$/)
    }
  })

  it('have dialogs in which user and assistant take turns and every slot can be filled', () => {
    const context = contextOf('train')
    for (const lines of dialogs()) {
      for (const { text } of fillDialog(context, parseDialog(lines)))
        expect(text, lines[0]).toMatch(/^[^[\]{}]+$/)
    }
  })

  it('are many', () => {
    for (const name of requests)
      expect(linesOf(readPhrasing(`instructions/${name}.txt`)).length, name).toBeGreaterThanOrEqual(300)
    const stories = linesOf(readPhrasing('texts/stories.txt'))
    expect(stories.length + passages().length + dialogs().length).toBeGreaterThanOrEqual(1000)
    for (const [category, members] of readLists('texts/lists.txt'))
      expect(members.length, category).toBeGreaterThanOrEqual(6)
    for (const split of ['train', 'held-out'] as const) expect(topicsIn(split).size).toBe(10)
  })

  it.each(requests)('hold out one request in eight: %s', (name) => {
    const train = linesInSplit(`instructions/${name}.txt`, 'train')
    const heldOut = linesInSplit(`instructions/${name}.txt`, 'held-out')
    const share = heldOut.length / (train.length + heldOut.length)
    expect(share).toBeGreaterThan(0.08)
    expect(share).toBeLessThan(0.18)
    expect(train.filter((line) => heldOut.includes(line))).toEqual([])
  })
})

describe('a passage', () => {
  it('shares its slots with its questions, summary and keywords', () => {
    const template = parsePassage([
      '{name} gave {name2} {a} {foods}.',
      '? Who got the {foods}? | {name2}',
      '? When? | -',
      'summary: {name} gave {name2} {foods}.',
      'keywords: {name}, {foods}',
    ])
    const { text, questions, summary, keywords, names } = fillPassage(contextOf('train'), template)
    const [, giver, taker, food] = /^(\S+) gave (\S+) \d+ (.+)\.$/.exec(text) ?? expect.fail(text)
    expect(questions).toEqual([
      [`Who got the ${food}?`, taker],
      ['When?', 'The text does not say.'],
    ])
    expect(summary).toBe(`${giver} gave ${taker} ${food}.`)
    expect(keywords).toBe(`${giver}, ${food}`)
    expect(names).toEqual([giver, taker])
  })

  it('lists its people in order of appearance', () => {
    const context = contextOf('train')
    for (let count = 0; count < 300; count++) {
      const { text, names = [] } = drawPassage(context)
      const places = names.map((name) => text.indexOf(name))
      expect(places).toEqual([...places].sort((one, other) => one - other))
      expect(places).not.toContain(-1)
    }
  })

  it('is refused without its summary', () => {
    expect(() => parsePassage(['A text.', '? What? | a text', 'keywords: text'])).toThrow(RangeError)
  })
})

describe('tasks', () => {
  it('answer a list request with the first members, in the way it asks for', () => {
    const context = contextOf('train')
    for (let count = 0; count < 200; count++) {
      const { instruction, answer } = drawTask(context, 'list')
      const members = answer.includes('\n')
        ? answer.split('\n').map((line) => line.slice(3))
        : answer.split(', ')
      expect(members.length).toBeGreaterThanOrEqual(2)
      expect(
        [...readLists('texts/lists.txt').values()].some((list) => members.every((m, at) => list[at] === m)),
      ).toBe(true)
      if (/comma/.test(instruction)) expect(answer).not.toContain('\n')
    }
  })

  it('tell stories about what the request names', () => {
    const context = contextOf('held-out')
    for (let count = 0; count < 300; count++) {
      const { instruction, answer, words = [] } = drawTask(context, 'story')
      for (const word of words) {
        expect(instruction).toContain(word)
        expect(answer).toContain(word)
      }
    }
  })
})
