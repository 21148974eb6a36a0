// @vitest-environment node
import { aModel } from '@trialogue/testing'
import { expect, it } from 'vitest'
import { listFamilies, mainFamily } from './list-families.ts'

const wren = (['dialog', 'base', 'instruct'] as const).map((kind) =>
  aModel({ id: `wren-${kind}`, name: `Wren ${kind}`, kind, family: 'wren' }),
)
const pair = (['base', 'instruct'] as const).map((kind) =>
  aModel({ id: `hf:org/${kind}`, name: kind, kind, family: 'org' }),
)
const loner = aModel({ id: 'hf:x/y', kind: 'instruct', family: 'x' })
const twin = aModel({ id: 'wren-base-2', name: 'Wren base 2', kind: 'base', family: 'wren' })

it('lists what has two kinds or more, base before instruct before dialog, one model a kind', () => {
  const families = listFamilies([...wren, ...pair, loner, twin])
  expect(families.map(({ name, members }) => [name, members.map(({ id }) => id)])).toEqual([
    ['org', ['hf:org/base', 'hf:org/instruct']],
    ['Wren', ['wren-base', 'wren-instruct', 'wren-dialog']],
  ])
})

it('knows the family that most columns are of', () => {
  const families = listFamilies([...wren, ...pair])
  expect(mainFamily(families, ['wren-base', 'wren-dialog', 'hf:org/base'])?.id).toBe('wren')
  expect(mainFamily(families, ['hf:org/base'])?.id).toBe('org')
  expect(mainFamily([], ['wren-base'])).toBeUndefined()
})
