import type { Generation, PromptBody, RunRequest } from '@trialogue/contract'
import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'
import { hasEnded } from './has-ended.ts'

/** Numbers of texts that each run has for its own: one for what was asked, and one for each of at most 10 000 outputs. */
export const textsPerRun = 16_384

/** In characters. */
const firstLineLimit = 200

/** Makes what a new run asks findable. */
export async function insertAskedText(
  queries: Kysely<Schema>,
  runNumber: number,
  request: RunRequest,
): Promise<void> {
  const { body, items } = request
  const cases = items.flatMap(({ values, reference }) => [
    ...values.map(({ value }) => value),
    ...(reference === null ? [] : [reference]),
  ])
  const text = [body.system, ...listTexts(body), ...cases].join(' ')
  await queries
    .insertInto('run_texts')
    .values({
      number: runNumber * textsPerRun,
      first_line: firstLineOf(chooseTemplate(body)),
      text: onOneLine(text),
    })
    .execute()
}

/** Makes what generations wrote findable, once they have ended. */
export async function writeOutputTexts(
  queries: Kysely<Schema>,
  generations: readonly Generation[],
): Promise<void> {
  for (const generation of generations.filter(hasEnded)) {
    const { answer, steps } = generation
    const columns = {
      first_line: firstLineOf(answer ?? steps[0]?.text ?? ''),
      text: onOneLine(steps.map((step) => step.text).join(' ')),
    }
    await queries
      .insertInto('run_texts')
      .values({ number: await readTextNumber(queries, generation.id), ...columns })
      .onConflict((conflict) => conflict.column('number').doUpdateSet(columns))
      .execute()
  }
}

async function readTextNumber(queries: Kysely<Schema>, generationId: string): Promise<number> {
  const row = await queries
    .selectFrom('generations')
    .innerJoin('run_summaries', 'run_summaries.run_id', 'generations.run_id')
    .where('generations.id', '=', generationId)
    .select(['number', 'position'])
    .executeTakeFirstOrThrow()
  return row.number * textsPerRun + row.position + 1
}

/** What was written into the active part of a prompt. */
function listTexts({ type, text, data, chat }: PromptBody): string[] {
  switch (type) {
    case 'text':
      return [text.template]
    case 'data':
      return [
        data.preamble,
        ...data.inputHeaders,
        data.outputHeader,
        ...data.examples.flatMap(({ inputs, reasoning, output }) => [...inputs, reasoning, output]),
        ...data.query,
      ]
    case 'chat':
      return chat.turns.map(({ template }) => template)
    default:
      return type satisfies never
  }
}

/** The template that says best what is asked: the text, the row to complete, the last turn. */
function chooseTemplate({ type, text, data, chat }: PromptBody): string {
  switch (type) {
    case 'text':
      return text.template
    case 'data':
      return data.query[0] ?? ''
    case 'chat':
      return chat.turns.at(-1)?.template ?? ''
    default:
      return type satisfies never
  }
}

function firstLineOf(text: string): string {
  const [line = ''] = text.trim().split('\n')
  return [...line].slice(0, firstLineLimit).join('').trimEnd()
}

/**
 * So that words on both sides of a line break are found together. An entry of the index is three characters: with two
 * blanks behind the text, its last one opens an entry as well.
 */
function onOneLine(text: string): string {
  return `${text.replaceAll(/[\n\r\t]/g, ' ')}  `
}
