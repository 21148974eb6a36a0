import { screen } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { defaultParameters, type Model, type Parameters } from '@trialogue/contract'
import { aModel, aPromptContent } from '@trialogue/testing'
import { describe, expect, it } from 'vitest'
import { openContent, openedContent, renderPart } from '../../lib/test-page.tsx'
import { useContent } from '../../lib/workspace.ts'
import { en } from './locales/en.ts'
import { ParametersPopover } from './parameters-popover.tsx'

function FirstColumn({ model }: { readonly model: Model }) {
  const column = useContent(({ columns }) => columns[0])
  if (column === undefined) return null
  return (
    <ParametersPopover column={column} model={{ id: model.id, name: model.name, model, isMissing: false }} />
  )
}

/** Opens the parameters of the first column. */
async function open(change: Partial<Parameters> = {}, model: Model = aModel()): Promise<UserEvent> {
  const content = aPromptContent()
  const parameters = { ...defaultParameters, ...change }
  openContent({ ...content, columns: content.columns.map((column) => ({ ...column, parameters })) })
  const user = renderPart(<FirstColumn model={model} />, { compare: en })
  await user.click(screen.getByRole('button', { name: /^Parameters/ }))
  await screen.findByRole('dialog')
  return user
}

const field = (name: string) => screen.getByRole('textbox', { name })
const isOff = (name: string) => field(name).hasAttribute('disabled')
const reasonOf = (name: string) => {
  const id = field(name).getAttribute('aria-describedby')
  return id === null ? null : document.getElementById(id)?.textContent
}
const ofColumns = () => openedContent().columns.map(({ parameters }) => parameters)

it('switches exact on for its own column', async () => {
  const user = await open()
  const toggle = screen.getByRole('switch', { name: 'Exact' })
  expect(toggle.getAttribute('aria-checked')).toBe('false')
  await user.click(toggle)
  expect(ofColumns().map(({ exact }) => exact)).toEqual([true, false, false])
})

describe('what would change nothing is greyed out, with the reason', () => {
  it('at temperature 0', async () => {
    const user = await open()
    expect(['Top p', 'Min p', 'Top k', 'Seed'].map(isOff)).toEqual([true, true, true, true])
    expect(['Temperature', 'Repetition penalty', 'Token limit'].map(isOff)).toEqual([false, false, false])
    expect(reasonOf('Top k')).toContain('At temperature 0')
    expect(reasonOf('Token limit')).toBeNull()

    await user.clear(field('Temperature'))
    await user.type(field('Temperature'), '0.7{Enter}')
    expect(['Top p', 'Min p', 'Top k', 'Seed'].map(isOff)).toEqual([false, false, false, false])
    expect(screen.queryByText(/At temperature 0/)).toBeNull()
  })

  it('with one token to choose from', async () => {
    await open({ temperature: 1, topK: 1 })
    expect(['Temperature', 'Top p', 'Min p', 'Top k', 'Seed'].map(isOff)).toEqual([
      true,
      true,
      true,
      false,
      true,
    ])
    expect(reasonOf('Temperature')).toContain('Top k 1')
  })

  it('for a model without it', async () => {
    const capabilities = { ...aModel().capabilities, unsupported: ['minP' as const, 'exact' as const] }
    await open({ temperature: 1 }, aModel({ capabilities, source: 'endpoint' }))
    expect(isOff('Min p')).toBe(true)
    expect(reasonOf('Min p')).toBe('The server that runs this model does not take: Min p, Exact.')
    expect(screen.getByRole('switch', { name: 'Exact' }).hasAttribute('disabled')).toBe(true)
    expect(isOff('Top p')).toBe(false)
  })
})

it('sets what greedy means, the defaults, and all columns alike', async () => {
  const user = await open({ temperature: 1, topP: 0.5, topK: 5, minP: 0.1, maxTokens: 9 })
  await user.click(screen.getByRole('button', { name: 'Greedy' }))
  expect(ofColumns()[0]).toMatchObject({ temperature: 0, topP: 1, topK: null, minP: 0, maxTokens: 9 })
  expect(ofColumns()[1]?.temperature).toBe(1)
  expect(screen.getByRole('button', { name: 'Greedy' }).hasAttribute('disabled')).toBe(true)
  await user.click(screen.getByRole('button', { name: 'Copy to all columns' }))
  expect(new Set(ofColumns().map(({ topK }) => topK))).toEqual(new Set([null]))
  await user.click(screen.getByRole('button', { name: 'Reset all' }))
  expect(ofColumns()[0]).toEqual(defaultParameters)
})

it('goes back to a default by a double click on the name', async () => {
  const user = await open({ temperature: 1, topK: 5, topP: 0.5 })
  await user.dblClick(screen.getByText('Top k'))
  await user.dblClick(screen.getByText('Top p'))
  expect(ofColumns()[0]).toMatchObject({ topK: null, topP: 1 })
})
