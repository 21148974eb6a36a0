import { findBundledModels, verifyModel } from '@trialogue/catalogue'
import type { Generation } from '@trialogue/contract'
import { createOnnxProvider } from '@trialogue/inference'
import { type ExpectedOutput, extractAnswer, type GallerySample, gallerySamples } from '@trialogue/prompt'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../test-app.ts'
import { createRun, getRun, readEvents } from '../test-runs.ts'

let current: TestApp
beforeAll(async () => {
  const models = await findBundledModels()
  current = await startTestApp(createOnnxProvider({ models, verify: verifyModel }))
})
afterAll(() => current.close())

/** Runs one column as the page does: its own prompt where it has one. */
async function runColumn({ content }: GallerySample, columnId: string): Promise<Generation> {
  const column = content.columns.find(({ id }) => id === columnId)
  if (column === undefined) throw new Error(`There is no column ${columnId}.`)
  const { id, modelId, parameters, body } = column
  const { id: runId } = await createRun(current.app, {
    promptId: null,
    promptVersion: null,
    body: body ?? content.body,
    variants: [{ id, modelId, parameters, reasoning: content.reasoning }],
    items: [{ values: content.values, reference: null }],
    samples: content.samples,
    topLogprobs: null,
    branch: null,
  })
  await readEvents(current.app, runId)
  const [generation] = (await getRun(current.app, runId)).generations
  if (generation === undefined) throw new Error('The run has no generation.')
  return generation
}

const numberIn = (text: string) => Number(extractAnswer(text, 'number') ?? Number.NaN)

function check(generation: Generation, output: ExpectedOutput): void {
  const text = (generation.steps[0]?.text ?? '').trim()
  // What stands there as the answer: with reasoning it was read out of the text, without it is the text.
  const answer = (generation.answer ?? '').trim()
  switch (output.type) {
    case 'equals':
      expect(text).toBe(output.text)
      break
    case 'contains':
      expect(text).toContain(output.text)
      break
    case 'number':
      expect(numberIn(answer), text).toBe(output.value)
      break
    case 'number-other-than':
      expect(numberIn(answer), text).not.toBeNaN()
      expect(numberIn(answer), text).not.toBe(output.value)
      break
    case 'one-of':
      expect(output.labels).toContain(text)
      break
    case 'line-count':
      expect(text.split('\n'), text).toHaveLength(output.count)
      break
    case 'stops':
      expect(generation.finishReason, text).toBe('stop')
      break
    default:
      output satisfies never
  }
}

describe.each(gallerySamples.map((sample) => [sample.id, sample] as const))('%s', (_, sample) => {
  it.each(sample.expectations.map(({ columnId, output }) => [columnId, output] as const))(
    '%s writes what is expected',
    async (columnId, output) => {
      const generation = await runColumn(sample, columnId)
      expect(generation.error).toBeNull()
      check(generation, output)
    },
  )
})
