import { aModel, aRunRequest, aVariant } from '@trialogue/testing'
import { expect, it } from 'vitest'
import { isTooLarge, recordLogprobs } from './record-logprobs.ts'

const models = ['base', 'instruct', 'dialog'].map((kind) => aModel({ id: `wren-${kind}` }))

it('records how likely tokens were where every model tells it', () => {
  expect(recordLogprobs(aRunRequest(), models).topLogprobs).toBe(5)
  const silent = aModel({ id: 'wren-base', capabilities: { ...aModel().capabilities, logprobs: false } })
  expect(recordLogprobs(aRunRequest(), [silent, ...models.slice(1)]).topLogprobs).toBeNull()
  expect(recordLogprobs(aRunRequest(), models.slice(1)).topLogprobs).toBeNull()
})

it('records nothing of a run that may write very much', () => {
  const parameters = { ...aVariant().parameters, maxTokens: 5_000 }
  const large = aRunRequest({ variants: [aVariant({ parameters })], samples: 7 })
  expect([isTooLarge(large), isTooLarge({ ...large, samples: 6 })]).toEqual([true, false])
  const reasoning = { ...aVariant().reasoning, strategy: 'zero-shot' as const, paths: 10 }
  expect(isTooLarge({ ...large, samples: 1, variants: [aVariant({ parameters, reasoning })] })).toBe(true)
  expect(recordLogprobs(large, models).topLogprobs).toBeNull()
})
