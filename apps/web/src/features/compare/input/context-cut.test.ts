import type { VariantPreview } from '@trialogue/contract'
import { expect, it } from 'vitest'
import { findContextCut } from './context-cut.ts'
import { countParts, expandParts } from './token-parts.ts'

const parts = [
  { part: 'template', tokenCount: 1 },
  { part: 'examples', tokenCount: 40 },
  { part: 'input', tokenCount: 8 },
  { part: 'template', tokenCount: 1 },
] as const

const cut = (change: Partial<VariantPreview>) =>
  findContextCut({ tokenCount: 50, contextLength: 100, maxTokens: 32, parts: [...parts], ...change })

it('finds no cut where prompt and answer have room, or nothing is known of it', () => {
  expect(cut({})).toBeNull()
  expect(cut({ maxTokens: 50 })).toBeNull()
  expect(cut({ contextLength: null })).toBeNull()
  expect(cut({ maxTokens: null })).toBeNull()
})

it('says what is left for the answer, and what takes the room', () => {
  expect(cut({ maxTokens: 60 })).toEqual({
    severity: 'tight',
    at: 40,
    room: 50,
    wanted: 60,
    over: 10,
    exampleTokens: 40,
  })
  expect(cut({ maxTokens: 2_000, parts: [] })).toMatchObject({ at: 0, room: 50, exampleTokens: null })
})

it('says how much does not fit at all', () => {
  expect(cut({ tokenCount: 120 })).toMatchObject({ severity: 'full', at: 99, room: 0, over: 21 })
  expect(cut({ tokenCount: 100 })).toMatchObject({ severity: 'full', over: 1 })
})

it('counts the tokens of each part', () => {
  expect(countParts(parts)).toEqual([
    { part: 'template', tokenCount: 2 },
    { part: 'examples', tokenCount: 40 },
    { part: 'input', tokenCount: 8 },
  ])
  expect(expandParts([...parts].slice(2))).toEqual([...Array.from({ length: 8 }, () => 'input'), 'template'])
})
