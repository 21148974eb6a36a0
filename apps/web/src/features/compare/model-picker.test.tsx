import { screen, within } from '@testing-library/react'
import type { Model } from '@trialogue/contract'
import { aModel, aPromptContent } from '@trialogue/testing'
import { afterEach, expect, it, vi } from 'vitest'
import { jsonAnswer, stubApi } from '../../lib/stub-api.ts'
import { openContent, openedContent, renderPart } from '../../lib/test-page.tsx'
import { useContent } from '../../lib/workspace.ts'
import { en as compare } from './locales/en.ts'
import { ModelPicker } from './model-picker.tsx'

afterEach(() => vi.unstubAllGlobals())

function FirstPicker() {
  const column = useContent(({ columns }) => columns[0])
  return column === undefined ? null : <ModelPicker column={column} />
}

function show(models: readonly Model[]) {
  stubApi(() => jsonAnswer({ items: models, nextCursor: null }))
  openContent(aPromptContent())
  return renderPart(<FirstPicker />, { compare })
}

it('keeps what runs here and what runs on servers apart, with the name of the server', async () => {
  const remote = aModel({ id: 'endpoint:team/big', name: 'big', source: 'endpoint', kind: 'instruct' })
  const person = show([remote, aModel()])
  await person.click(await screen.findByRole('button', { name: /^Model: Wren base/ }))
  const list = await screen.findByRole('listbox')
  expect(list.textContent).toMatch(/^On this machineWren base.*Serversbigteam/)
  await person.click(within(list).getByRole('option', { name: /^big/ }))
  expect(openedContent().columns[0]?.modelId).toBe('endpoint:team/big')
  expect(screen.getByRole('button', { name: 'Model: big team' }).textContent).toContain('team')
})

it('has no headings where everything runs here', async () => {
  const person = show([aModel()])
  await person.click(await screen.findByRole('button', { name: /^Model: Wren base/ }))
  await screen.findByRole('listbox')
  expect(screen.queryByText('On this machine')).toBeNull()
})
