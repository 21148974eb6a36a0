import { type PromptContent, previewRequestSchema, runRequestSchema } from '@trialogue/contract'
import { aPromptContent } from '@trialogue/testing'
import { expect, it } from 'vitest'
import { openContent } from '../../lib/test-page.tsx'
import { useWorkspace } from '../../lib/workspace.ts'
import { buildPreviewRequests, buildRunRequests, toFreshSample } from './build-run-request.ts'
import { isOutdated } from './is-outdated.ts'

const content = aPromptContent({ samples: 2 })

function requestsFor(columnIds: readonly string[]) {
  const { open } = useWorkspace.getState()
  if (open === null) throw new Error('No prompt is open.')
  return buildRunRequests(open, columnIds).map((request) => runRequestSchema.parse(request))
}

function requestFor(columnIds: readonly string[]) {
  const [request, ...others] = requestsFor(columnIds)
  if (request === undefined || others.length > 0) throw new Error('Not one request.')
  return request
}

/** The content with a prompt of its own in one column. */
function withOwn(columnId: string, template: string): PromptContent {
  const body = { ...content.body, text: { template } }
  const columns = content.columns.map((column) => (column.id === columnId ? { ...column, body } : column))
  return { ...content, columns }
}

it('asks for the named columns, with the values that the prompt uses', () => {
  openContent({ ...content, values: [...content.values, { name: 'unused', value: 'x' }] })
  const request = requestFor(['instruct'])
  expect(request.variants.map(({ id, modelId }) => [id, modelId])).toEqual([['instruct', 'wren-instruct']])
  expect(request.items).toEqual([{ values: content.values, reference: null }])
  expect(request.samples).toBe(2)
})

it('names the version only while the content equals it', () => {
  openContent(content, { number: 3, content })
  expect(requestFor(['base']).promptVersion).toBe(3)
  useWorkspace.getState().update((whole) => ({ ...whole, samples: 1 }))
  expect(requestFor(['base']).promptVersion).toBeNull()
})

it('asks the columns that share a prompt together, and each one with its own by itself, with its own values', () => {
  openContent(withOwn('instruct', 'What are {{cans}} cans?'))
  const requests = requestsFor(['base', 'instruct', 'dialog'])
  expect(requests.map(({ variants }) => variants.map(({ id }) => id))).toEqual([
    ['base', 'dialog'],
    ['instruct'],
  ])
  expect(requests.map(({ body }) => body.text.template)).toEqual([
    content.body.text.template,
    'What are {{cans}} cans?',
  ])
  expect(requests[1]?.items[0]?.values).toEqual([{ name: 'cans', value: '2' }])
})

it('names the version also for a column with its own prompt, which the version has, too', () => {
  const own = withOwn('instruct', 'Why?')
  openContent(own, { number: 3, content: own })
  expect(requestsFor(['base', 'instruct']).map(({ promptVersion }) => promptVersion)).toEqual([3, 3])
})

it('draws one sample with a new seed, whatever is locked', () => {
  const columns = content.columns.map((column) => ({
    ...column,
    parameters: { ...column.parameters, seed: 7, temperature: 0.5 },
  }))
  openContent({ ...content, columns })
  const fresh = toFreshSample(requestFor(['base']))
  expect([fresh.samples, fresh.variants[0]?.parameters]).toMatchObject([1, { seed: null, temperature: 0.5 }])
})

it('previews every column', () => {
  const previews = buildPreviewRequests(withOwn('dialog', 'Why?')).map((one) =>
    previewRequestSchema.parse(one),
  )
  expect(previews.map(({ variants }) => variants.map(({ id }) => id))).toEqual([
    ['base', 'instruct'],
    ['dialog'],
  ])
})

it('knows when a column would ask something else than it asked', () => {
  openContent(content)
  const request = requestFor(['base', 'instruct', 'dialog'])
  expect(isOutdated({ ...content, samples: 8 }, 'base', request)).toBe(false)
  expect(isOutdated({ ...content, values: [] }, 'base', request)).toBe(true)
  const columns = content.columns.map((column) =>
    column.id === 'base' ? { ...column, parameters: { ...column.parameters, topP: 0.5 } } : column,
  )
  expect(isOutdated({ ...content, columns }, 'base', request)).toBe(true)
  expect(isOutdated({ ...content, columns }, 'dialog', request)).toBe(false)
  expect(isOutdated(withOwn('base', 'Why?'), 'base', request)).toBe(true)
  expect(isOutdated(withOwn('base', 'Why?'), 'dialog', request)).toBe(false)
})

it('takes another seed for no change', () => {
  openContent(content)
  const request = requestFor(['base'])
  const columns = content.columns.map((column) => ({
    ...column,
    parameters: { ...column.parameters, seed: 7 },
  }))
  expect(isOutdated({ ...content, columns }, 'base', request)).toBe(false)
})
