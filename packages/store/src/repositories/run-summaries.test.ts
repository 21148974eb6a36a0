import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Generation,
  type PromptBody,
  promptTypeSchema,
  type Run,
  type RunListQuery,
  reasoningSchema,
} from '@trialogue/contract'
import {
  anId,
  anItem,
  aPromptBody,
  aPromptContent,
  aRun,
  aRunRequest,
  aStep,
  aVariant,
} from '@trialogue/testing'
import Sqlite from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import { openStore, type Store } from '../index.ts'
import { runSearch } from '../migrations/0005-run-search.ts'

let store: Store
afterEach(() => store.close())

const open = async () => {
  store = await openStore({ dataDir: ':memory:' })
}
const list = async (query: Partial<RunListQuery> = {}) =>
  (await store.runs.list({ limit: 50, ...query })).items
const find = async (q: string) => (await list({ q })).map(({ id }) => id)

const wrote = (generation: Generation, text: string, change: Partial<Generation> = {}): Generation => ({
  ...generation,
  status: 'completed',
  finishReason: 'stop',
  steps: [aStep({ text, usage: { promptTokens: 10, completionTokens: 3, cachedTokens: 0 } })],
  finishedAt: generation.createdAt + 5,
  ...change,
})

/** Ends the first generations of a run with these texts. */
async function end(run: Run, generations: readonly Generation[]): Promise<void> {
  const isOver = generations.length === run.generations.length
  await store.runs.append(run.id, {
    events: [],
    generations,
    run: isOver
      ? { status: 'completed', finishedAt: run.createdAt + 9 }
      : { status: 'running', finishedAt: null },
  })
}

async function addRun(number: number, template: string, outputs: readonly string[] = []): Promise<Run> {
  const body = aPromptBody({ text: { template } })
  const run = aRun({ number, createdAt: number, request: aRunRequest({ body, variants: [aVariant()] }) })
  await store.runs.create(run)
  const [generation] = run.generations
  if (generation === undefined) throw new Error('The run has no generation.')
  for (const text of outputs) await end(run, [wrote(generation, text)])
  return run
}

describe('the summary of a run', () => {
  it('says what was asked of whom, and what came of it so far', async () => {
    await open()
    const { prompt } = await store.prompts.create({ name: 'Balls', content: aPromptContent() })
    const zeroShot = reasoningSchema.parse({ strategy: 'zero-shot' })
    const request = aRunRequest({
      promptId: prompt.id,
      body: aPromptBody({ text: { template: '\n  First line, {{a}}. \r\nSecond.' } }),
      variants: [
        aVariant({ id: 'x', modelId: 'wren-dialog' }),
        aVariant({ id: 'y', modelId: 'wren-base', reasoning: zeroShot }),
        aVariant({ id: 'z', modelId: 'wren-dialog', reasoning: zeroShot }),
      ],
      items: [anItem(), anItem()],
      samples: 2,
    })
    const run = aRun({ number: 100, request })
    await store.runs.create(run)
    const expected = {
      id: run.id,
      promptId: prompt.id,
      promptVersion: null,
      promptName: 'Balls',
      promptType: 'text',
      promptLine: 'First line, {{a}}.',
      outputLine: null as string | null,
      status: 'running',
      models: [
        { modelId: 'wren-dialog', modelKind: 'dialog' },
        { modelId: 'wren-base', modelKind: 'base' },
      ],
      strategies: ['off', 'zero-shot'],
      itemCount: 2,
      sampleCount: 2,
      generationCount: 12,
      completedCount: 0,
      failedCount: 0,
      tokens: null as object | null,
      createdAt: run.createdAt,
      finishedAt: null,
    }
    expect(await list()).toEqual([expected])

    const [first, second, third, fourth] = run.generations
    if (!first || !second || !third || !fourth) throw new Error('The run has too few generations.')
    await end(run, [
      wrote(first, ' \n'),
      wrote(second, ' Eleven\nballs', { answer: 'Eleven balls\nin all' }),
      wrote(third, ' Half', { status: 'failed' }),
      { ...fourth, status: 'decoding', steps: [aStep({ text: ' Now' })] },
    ])
    await store.prompts.rename(prompt.id, 'Tennis balls')
    expect(await list()).toEqual([
      {
        ...expected,
        promptName: 'Tennis balls',
        outputLine: 'Eleven balls',
        completedCount: 2,
        failedCount: 1,
        tokens: { prompt: 30, completion: 9 },
      },
    ])
  })

  it.each<[Partial<PromptBody>, string]>([
    [{ type: 'data' }, 'bee'],
    [{ type: 'chat' }, 'Say hello to {{name}}.'],
    [{ type: 'chat', chat: { turns: [], branches: [] } }, ''],
    [{ type: 'text', text: { template: '苹果'.repeat(150) } }, '苹果'.repeat(100)],
  ])('shows the line that says most of %o', async (change, line) => {
    await open()
    await store.runs.create(aRun({ request: aRunRequest({ body: aPromptBody(change) }) }))
    expect((await list())[0]?.promptLine).toBe(line)
  })
})

describe('the filters', () => {
  it('take runs by prompt, model, state, failures and time, and all of it at once', async () => {
    await open()
    const { prompt } = await store.prompts.create({ name: 'Balls', content: aPromptContent() })
    const ofPrompt = aRun({ number: 100, createdAt: 1_000, request: aRunRequest({ promptId: prompt.id }) })
    const small = aRun({ number: 200, createdAt: 2_000, request: aRunRequest({ variants: [aVariant()] }) })
    await store.runs.create(ofPrompt)
    await store.runs.create(small)
    const [generation] = small.generations
    if (generation !== undefined) await end(small, [wrote(generation, ' Half', { status: 'failed' })])

    const idsOf = async (query: Partial<RunListQuery>) => (await list(query)).map(({ id }) => id)
    expect(await idsOf({})).toEqual([small.id, ofPrompt.id])
    expect(await idsOf({ promptId: prompt.id })).toEqual([ofPrompt.id])
    expect(await idsOf({ promptId: anId(900) })).toEqual([])
    expect(await idsOf({ modelId: 'wren-dialog' })).toEqual([ofPrompt.id])
    expect(await idsOf({ modelId: 'wren-base' })).toEqual([small.id, ofPrompt.id])
    expect(await idsOf({ status: 'running' })).toEqual([ofPrompt.id])
    expect(await idsOf({ status: 'completed' })).toEqual([small.id])
    expect(await idsOf({ status: 'failed' })).toEqual([small.id])
    expect(await idsOf({ from: 2_000 })).toEqual([small.id])
    expect(await idsOf({ to: 2_000 })).toEqual([ofPrompt.id])
    expect(await idsOf({ from: 2_000, status: 'running', modelId: 'wren-base', q: 'tennis' })).toEqual([])
  })

  it('go on page by page', async () => {
    await open()
    for (const number of [100, 200, 300]) await addRun(number, number === 200 ? 'Cats' : 'Dogs')
    const first = await store.runs.list({ limit: 1, q: 'dogs' })
    const second = await store.runs.list({ limit: 1, q: 'dogs', cursor: first.nextCursor ?? '' })
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual([anId(300), anId(100)])
    expect(second.nextCursor).toBeNull()
  })
})

describe('the search', () => {
  it('finds words of the prompt, its values, its name and the outputs, in any case', async () => {
    await open()
    const { prompt } = await store.prompts.create({ name: 'Quiz of animals', content: aPromptContent() })
    const items = [{ values: [{ name: 'word', value: 'Giraffe' }], reference: 'an answer in Kenya' }]
    const body = aPromptBody({ system: 'You are a zoologist.', text: { template: 'What is a {{word}}?' } })
    const request = aRunRequest({ promptId: prompt.id, body, items, variants: [aVariant()] })
    const run = aRun({ number: 100, request })
    await store.runs.create(run)
    const [generation] = run.generations
    if (generation !== undefined) await end(run, [wrote(generation, ' A tall\nanimal with\tSPOTS.')])
    await addRun(200, 'Something else', ['nothing of the kind'])

    for (const q of [
      'zoolog',
      'what is a',
      'GIRAFFE',
      'kenya',
      'quiz',
      'spots',
      '"tall animal"',
      'spots giraffe',
    ]) {
      expect(await find(q), q).toEqual([run.id])
    }
    for (const q of ['"animal tall"', 'giraffe nothing', 'bee', 'balls', 'turn-1']) {
      expect(await find(q), q).toEqual([])
    }
    expect(await find(' ')).toHaveLength(2)
  })

  it('finds any part of scripts without spaces, single characters and emoji', async () => {
    await open()
    const chinese = await addRun(100, '请用一句话介绍苹果。', ['苹果是一种常见的水果，很好吃👍🏽。'])
    const greek = await addRun(200, 'ΤΙ ΕΙΝΑΙ ΤΟ ΜΗΛΟ', ['Ένα φρούτο'])
    for (const q of ['苹果', '一句话介绍', '吃', '水果，很', '👍🏽', '。'])
      expect(await find(q), q).toEqual([chinese.id])
    for (const q of ['είναι'.normalize('NFD').replaceAll(/\p{M}/gu, ''), 'φρούτο']) {
      expect(await find(q), q).toEqual([greek.id])
    }
    expect(await find('香蕉')).toEqual([])
  })

  it('takes every character as it is', async () => {
    await open()
    const odd = `100% "sure" a_b c* -d (e) f:g ^h {i} 'j' \\k NEAR/2 AND`
    const run = await addRun(100, odd)
    await addRun(200, '100x aXb')
    for (const q of [...odd.split(' '), odd, '%', '_', '"', '""', 'a_b', '\\', "'", '*', 'AND', 'NEAR']) {
      const found = await find(q)
      if (/[\w%_"'\\*^]/.test(q) && q !== '""') expect(found, q).toContain(run.id)
    }
    expect(await find('100%')).toEqual([run.id])
    expect(await find('a_b')).toEqual([run.id])
    for (const q of [
      '\0',
      'a\0b',
      '\ud83d',
      '"'.repeat(499),
      'text:sure',
      'rowid',
      '-sure',
      '^sure',
      'su*',
    ]) {
      expect(Array.isArray(await find(q)), q).toBe(true)
    }
  })

  it('takes many words for one phrase', async () => {
    await open()
    const sentence = 'one two three four five six seven eight nine ten'
    const run = await addRun(100, `So: ${sentence}.`)
    await addRun(200, sentence.split(' ').toReversed().join(' '))
    expect(await find(sentence)).toEqual([run.id])
    expect(await find('nine ten')).toHaveLength(2)
  })

  it('follows an output that is written again', async () => {
    await open()
    const run = await addRun(100, 'Say it', ['the first attempt'])
    const [generation] = run.generations
    if (generation === undefined) throw new Error('The run has no generation.')
    await end(run, [wrote(generation, 'the second one')])
    expect(await find('attempt')).toEqual([])
    expect(await find('second')).toEqual([run.id])
  })

  it('finds what was written before the server went away', async () => {
    await open()
    const run = await addRun(100, 'Say it')
    const [generation] = run.generations
    if (generation === undefined) throw new Error('The run has no generation.')
    await store.runs.append(run.id, {
      events: [],
      generations: [{ ...generation, status: 'decoding', steps: [aStep({ text: 'half a sentence' })] }],
      run: { status: 'running', finishedAt: null },
    })
    await store.runs.interruptRunning()
    expect(await find('half')).toEqual([run.id])
  })
})

describe('runs from before there was a search', () => {
  it('are summarized and found as new ones are', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'trialogue-search-'))
    store = await openStore({ dataDir })
    const zeroShot = reasoningSchema.parse({ strategy: 'zero-shot' })
    for (const [index, type] of promptTypeSchema.options.entries()) {
      const variants = [
        aVariant({ id: 'x', modelId: 'wren-dialog' }),
        aVariant({ id: 'y', modelId: 'wren-base', reasoning: zeroShot }),
        aVariant({ id: 'z', modelId: 'wren-dialog', reasoning: zeroShot }),
      ]
      const body = aPromptBody({ type, system: 'Be\nbrief.', text: { template: ' \n\tLine 1 \r\nLine 2' } })
      const items = [anItem(), anItem({ reference: 'eleven' })]
      const run = aRun({ number: index * 100, request: aRunRequest({ body, variants, items, samples: 2 }) })
      await store.runs.create(run)
      const [first, second, third, fourth] = run.generations
      if (!first || !second || !third || !fourth) throw new Error('The run has too few generations.')
      await end(run, [
        wrote(first, '\n', { steps: [aStep({ text: '\n' })] }),
        wrote(second, ' It is\nan apple, 苹果 .', { answer: '苹果 ' }),
        { ...third, status: 'decoding', steps: [aStep({ text: ' a pear' })] },
      ])
    }
    const queries = ['', '苹果', 'apple', 'pear', '"be brief."', 'turn', 'name', 'eleven', 'line', 'user']
    const answers = () => Promise.all(queries.map((q) => list({ q })))
    const before = await answers()
    await store.close()
    migrateAnew(join(dataDir, 'trialogue.sqlite'))
    store = await openStore({ dataDir })
    expect(await answers()).toEqual(before)
    expect(before.map(({ length }) => length)).toEqual([3, 3, 3, 0, 3, 0, 1, 3, 1, 0])
    await store.close()
    rmSync(dataDir, { recursive: true })
    await open()
  })
})

/** Makes what the list and the search need anew from the runs, as the migration did with runs that were there before it. */
function migrateAnew(file: string): void {
  const database = new Sqlite(file)
  database.exec(`
DROP TABLE run_texts_entries; DROP TABLE run_texts_index; DROP TABLE run_texts; DROP TABLE run_models; DROP TABLE run_summaries;
DROP INDEX generations_by_outcome; DROP INDEX runs_by_status;
ALTER TABLE generations DROP COLUMN prompt_tokens;
ALTER TABLE generations DROP COLUMN completion_tokens;
${runSearch.sql}`)
  database.close()
}
