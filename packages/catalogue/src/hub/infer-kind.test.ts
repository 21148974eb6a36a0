import { expect, it } from 'vitest'
import { inferKind } from './infer-kind.ts'

const plain = { tags: [], baseModels: [] }

it.each([
  ['org/Tiny', false, plain, 'base', 'no chat template'],
  ['org/Tiny-Base', true, plain, 'base', 'Tiny-Base'],
  ['google/gemma-3-1b-pt', true, plain, 'base', 'gemma-3-1b-pt'],
  ['google/gemma-3-1b-it', true, plain, 'instruct', 'gemma-3-1b-it'],
  ['TinyLlama/TinyLlama-1.1B-Chat-v1.0', true, plain, 'dialog', 'TinyLlama-1.1B-Chat-v1.0'],
  ['org/Tiny', true, { ...plain, tags: ['chat'] }, 'instruct', 'chat'],
  ['org/Tiny', true, { ...plain, baseModels: ['org/Old'] }, 'instruct', 'org/Old'],
  ['org/Tiny', true, plain, 'instruct', 'Correct it'],
] as const)('%s, with a chat template: %s', (name, hasTemplate, card, kind, word) => {
  const inferred = inferKind({ name, ...card }, hasTemplate)
  expect(inferred.kind).toBe(kind)
  expect(inferred.reason).toContain(word)
})
