import { aModel, aPromptContent } from '@trialogue/testing'
import { expect, it } from 'vitest'
import {
  addColumn,
  copyParametersToAll,
  duplicateColumn,
  maxColumns,
  moveColumn,
  removeColumn,
  setModel,
  setParameters,
  setSeed,
  shareBody,
} from './column-edits.ts'

const content = aPromptContent()
const ids = ({ columns }: typeof content) => columns.map(({ id }) => id)

it('changes one column and leaves the others', () => {
  const changed = setParameters('dialog', { temperature: 0.7 })(setModel('base', 'other')(content))
  expect(changed.columns.map(({ modelId, parameters }) => [modelId, parameters.temperature])).toEqual([
    ['other', 0],
    ['wren-instruct', 0],
    ['wren-dialog', 0.7],
  ])
})

it('copies parameters and seeds to all columns', () => {
  const copied = copyParametersToAll('dialog')(setParameters('dialog', { topK: 5 })(content))
  expect(copied.columns.map(({ parameters }) => parameters.topK)).toEqual([5, 5, 5])
  expect(setSeed(7)(content).columns.map(({ parameters }) => parameters.seed)).toEqual([7, 7, 7])
})

it('adds a column with a model that is not there yet, as many as there can be', () => {
  const models = ['wren-base', 'wren-instruct', 'wren-dialog'].map((id) => aModel({ id }))
  const two = removeColumn('instruct')(content)
  const three = addColumn(models)(two)
  expect(three.columns.map(({ modelId }) => modelId)).toEqual(['wren-base', 'wren-dialog', 'wren-instruct'])
  expect(new Set(ids(three)).size).toBe(3)
  const all = Array.from({ length: 20 }).reduce<typeof content>((grown) => addColumn(models)(grown), three)
  expect(all.columns).toHaveLength(maxColumns)
  expect(new Set(ids(all)).size).toBe(maxColumns)
  expect(duplicateColumn('base')(all)).toBe(all)
})

it('duplicates a column beside it, with its parameters and its own prompt', () => {
  const own = { ...content.body, system: 'Be brief.' }
  const [base, ...others] = setParameters('base', { topK: 5 })(content).columns
  if (base === undefined) throw new Error('The content has no column.')
  const twice = duplicateColumn('base')({ ...content, columns: [{ ...base, body: own }, ...others] })
  expect(twice.columns.map(({ modelId }) => modelId)).toEqual([
    'wren-base',
    'wren-base',
    'wren-instruct',
    'wren-dialog',
  ])
  expect(twice.columns[1]).toMatchObject({ parameters: { topK: 5 }, body: { system: 'Be brief.' } })
  expect(new Set(ids(twice)).size).toBe(4)
})

it('goes back to the shared prompt, in one column or in all', () => {
  const body = { ...content.body, system: 'Be brief.' }
  const apart = { ...content, columns: content.columns.map((column) => ({ ...column, body })) }
  expect(shareBody('base')(apart).columns.map((column) => column.body === null)).toEqual([true, false, false])
  expect(shareBody()(apart)).toEqual(content)
})

it('keeps the last column', () => {
  const one = removeColumn('dialog')(removeColumn('instruct')(content))
  expect(ids(one)).toEqual(['base'])
  expect(removeColumn('base')(one)).toBe(one)
})

it('moves a column past its neighbour, not past the edge', () => {
  expect(ids(moveColumn('base', 1)(content))).toEqual(['instruct', 'base', 'dialog'])
  expect(ids(moveColumn('dialog', -1)(content))).toEqual(['base', 'dialog', 'instruct'])
  expect(moveColumn('base', -1)(content)).toBe(content)
})
