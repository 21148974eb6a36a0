import { aModel, aPromptContent } from '@trialogue/testing'
import { expect, it } from 'vitest'
import {
  addColumn,
  copyParametersToAll,
  moveColumn,
  removeColumn,
  setModel,
  setParameters,
  setSeed,
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

it('adds a column with a model that is not there yet, up to three', () => {
  const models = ['wren-base', 'wren-instruct', 'wren-dialog'].map((id) => aModel({ id }))
  const two = removeColumn('instruct')(content)
  const three = addColumn(models)(two)
  expect(three.columns.map(({ modelId }) => modelId)).toEqual(['wren-base', 'wren-dialog', 'wren-instruct'])
  expect(new Set(ids(three)).size).toBe(3)
  expect(addColumn(models)(three)).toBe(three)
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
