import { previewRequestSchema, runRequestSchema } from '@trialogue/contract'
import { aPromptContent } from '@trialogue/testing'
import { expect, it } from 'vitest'
import { openContent } from '../../lib/test-page.tsx'
import { useWorkspace } from '../../lib/workspace.ts'
import { buildPreviewRequest, buildRunRequest } from './build-run-request.ts'
import { isOutdated } from './is-outdated.ts'

const content = aPromptContent({ samples: 2 })

function requestFor(columnIds: readonly string[]) {
  const { open } = useWorkspace.getState()
  if (open === null) throw new Error('No prompt is open.')
  return runRequestSchema.parse(buildRunRequest(open, columnIds))
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

it('previews every column', () => {
  const preview = previewRequestSchema.parse(buildPreviewRequest(content))
  expect(preview.variants.map(({ id }) => id)).toEqual(['base', 'instruct', 'dialog'])
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
})
