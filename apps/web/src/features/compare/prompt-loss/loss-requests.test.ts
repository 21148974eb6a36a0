import { aPromptBody, aPromptContent } from '@trialogue/testing'
import { expect, it } from 'vitest'
import { asSaved, buildLossRequests } from './loss-requests.ts'

const content = aPromptContent({ reference: '11' })

it('asks nothing without an expected answer', () => {
  expect(buildLossRequests(aPromptContent())).toEqual([])
  expect(buildLossRequests({ ...content, reference: ' \n' })).toEqual([])
})

it('asks the same whatever the parameters are', () => {
  const columns = content.columns.map((column) => ({
    ...column,
    parameters: { ...column.parameters, temperature: 1, seed: 7 },
  }))
  expect(buildLossRequests({ ...content, columns, samples: 4 })).toEqual(buildLossRequests(content))
  expect(buildLossRequests(content)).toHaveLength(1)
  expect(buildLossRequests(content)[0]?.items).toEqual([{ values: content.values, reference: '11' }])
})

it('asks the saved prompt with the present columns, values and answer', () => {
  const own = aPromptBody({ system: 'Own.' })
  const saved = aPromptContent({
    body: aPromptBody({ system: 'Saved.' }),
    values: [],
    columns: content.columns.slice(0, 1).map((column) => ({ ...column, body: own })),
  })
  const requests = buildLossRequests(asSaved(content, saved))
  expect(
    requests.map(({ body, variants, items }) => [body.system, variants.map(({ id }) => id), items]),
  ).toEqual([
    ['Own.', ['base'], [{ values: content.values, reference: '11' }]],
    ['Saved.', ['instruct', 'dialog'], [{ values: content.values, reference: '11' }]],
  ])
})
