import { describe, expect, it } from 'vitest'
import { linesInSplit } from './authored/in-split.ts'
import { readCorpusFile } from './authored/read-file.ts'
import { createCorpus } from './corpus.ts'
import { mentionsHeldOut } from './held-out-words.ts'
import { isHeldOut } from './hold-out.ts'
import { signatureOf } from './problems/problem.ts'
import type { Sample, Stage } from './sample.ts'
import { heldOutAuthors, trainingAuthors } from './word-problems/authors.ts'
import { parseTemplates } from './word-problems/parse-templates.ts'

/** 20,000 samples in all, in streams of their own seeds. */
const streams: readonly (readonly [stage: Stage, count: number, seed: number])[] = [
  ['base', 2000, 71],
  ['base', 2000, 72],
  ['instruct', 5000, 73],
  ['instruct', 4000, 74],
  ['dialog', 3500, 75],
  ['dialog', 3500, 76],
]

const textsOf = (sample: Sample) =>
  sample.form === 'text' ? [sample.text] : sample.turns.map(({ text }) => text)

function* training(stage: Stage, count: number, seed: number): Generator<readonly string[]> {
  const next = createCorpus({ stage, seed, split: 'train' })
  for (let at = 0; at < count; at++) yield textsOf(next())
}

const heldOutNames: readonly string[] = heldOutAuthors

/** Wording of templates that no slot interrupts, 40 characters from the beginning of a word. */
const fragmentLength = 40
const fragmentsOf = (text: string) =>
  text
    .split(/[[\]{}|]\w*/)
    .flatMap((literal) =>
      [...literal.matchAll(/(?<=^| )\S/g)].map(({ index }) => literal.slice(index, index + fragmentLength)),
    )
    .filter((fragment) => fragment.length === fragmentLength)

function authorFragments(authors: readonly string[]): Set<string> {
  const templates = authors.flatMap((author) =>
    parseTemplates(author, readCorpusFile(`word-problems/authors/${author}.txt`)),
  )
  return new Set(templates.flatMap(({ text }) => fragmentsOf(text)))
}

/** Read from the files, so that a held-out author in the training group is found too. */
function heldOutFragments(): Set<string> {
  const known = authorFragments(trainingAuthors.filter((author) => !heldOutNames.includes(author)))
  return new Set([...authorFragments(heldOutNames)].filter((fragment) => !known.has(fragment)))
}

const heldOutRequests = new Set(
  'sentiment spam topic question summary keywords names past list story'
    .split(' ')
    .flatMap((name) => linesInSplit(`instructions/${name}.txt`, 'held-out'))
    .filter((line) => !/[[{]/.test(line)),
)

const fragments = heldOutFragments()

const showsHeldOutWording = (text: string) =>
  [...text.matchAll(/(?<=^|\s)\S/g)].some(({ index }) =>
    fragments.has(text.slice(index, index + fragmentLength)),
  )

/** The numbers of a worked answer; the whole of it is one problem only in an instruct sample. */
function showsHeldOutNumbers(reply: string): boolean {
  const signature = signatureOf([reply.split('The answer is')[0] ?? ''])
  return signature !== '' && isHeldOut(signature)
}

/** What a training sample shows that it must not, if anything. */
function findLeak(stage: Stage, texts: readonly string[]): string | undefined {
  const text = texts.join('\n')
  if (mentionsHeldOut(text)) return 'a held-out name or thing'
  if (text.split('\n').some((line) => heldOutRequests.has(line))) return 'a held-out request'
  if (showsHeldOutWording(text)) return 'the wording of a held-out author'
  if (stage === 'instruct' && showsHeldOutNumbers(texts.at(-1) ?? '')) return 'held-out numbers'
  if (/\b2 \* 3 = 6\..{0,60}\b(?:5 \+ 6|6 \+ 5) = 11\./.test(text)) return 'the textbook problem'
  return undefined
}

describe('training', () => {
  it.each(streams)('never shows held-out wording, names, things or numbers: %s', (stage, count, seed) => {
    for (const texts of training(stage, count, seed)) {
      const leak = findLeak(stage, texts)
      if (leak !== undefined) expect.fail(`${leak}: ${texts.join('\n')}`)
    }
  })

  it('is measured against wording that no training author shares', () => {
    expect(fragments.size).toBeGreaterThan(500)
    expect(heldOutRequests.size).toBeGreaterThan(200)
  })
})
