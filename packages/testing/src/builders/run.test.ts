import { promptContentSchema, runSchema } from '@trialogue/contract'
import { expect, it } from 'vitest'
import { aPromptContent, aRun, aRunRequest } from '../index.ts'

it('builds a run with one queued generation per variant, item and sample', () => {
  const request = aRunRequest({
    items: [
      { values: [], reference: null },
      { values: [], reference: null },
    ],
    samples: 2,
  })
  const run = aRun({ request, number: 100 })
  expect(runSchema.parse(run)).toEqual(run)
  expect(run.generations).toHaveLength(12)
  expect(new Set(run.generations.map(({ id }) => id)).size).toBe(12)
  expect(run.generations.at(-1)).toMatchObject({
    variantId: 'dialog',
    modelKind: 'dialog',
    itemIndex: 1,
    sampleIndex: 1,
    status: 'queued',
  })
})

it('builds content that the contract accepts as it is', () => {
  const content = aPromptContent({ samples: 3 })
  expect(promptContentSchema.parse(content)).toEqual(content)
  expect(content.samples).toBe(3)
})
