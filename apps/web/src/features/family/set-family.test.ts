// @vitest-environment node
import { aModel, aPromptContent } from '@trialogue/testing'
import { expect, it } from 'vitest'
import { listFamilies } from './list-families.ts'
import { setFamily } from './set-family.ts'

const [family] = listFamilies(
  (['base', 'instruct', 'dialog'] as const).map((kind) =>
    aModel({ id: `wren-${kind}`, name: `Wren ${kind}`, kind, family: 'wren' }),
  ),
)
if (family === undefined) throw new Error('The models are no family.')

it('gives one column to each kind, and keeps those that are there', () => {
  const content = aPromptContent()
  const [base, , dialog] = content.columns
  if (base === undefined || dialog === undefined) throw new Error('The content lacks columns.')
  const warm = { ...dialog, parameters: { ...dialog.parameters, temperature: 0.7 }, body: content.body }
  const other = { ...base, id: 'other', modelId: 'hf:x/y', parameters: { ...base.parameters, topK: 5 } }
  const { columns } = setFamily(family)({ ...content, columns: [other, warm] })
  expect(columns.map(({ modelId }) => modelId)).toEqual(['wren-base', 'wren-instruct', 'wren-dialog'])
  expect(columns.map(({ parameters }) => [parameters.temperature, parameters.topK])).toEqual([
    [0, 5],
    [0, 5],
    [0.7, null],
  ])
  expect(columns[2]?.id).toBe('dialog')
  expect(columns.every(({ body }) => body === null)).toBe(true)
  expect(new Set(columns.map(({ id }) => id)).size).toBe(3)
})
