import { screen } from '@testing-library/react'
import { aModel, aPromptContent } from '@trialogue/testing'
import { expect, it } from 'vitest'
import { openContent, openedContent, renderPart } from '../../lib/test-page.tsx'
import { en } from './locales/en.ts'
import { ParametersPopover } from './parameters-popover.tsx'

it('switches exact on for its own column', async () => {
  const content = aPromptContent()
  openContent(content)
  const [column] = content.columns
  if (column === undefined) throw new Error('The content has no column.')
  const model = { id: 'wren-base', name: 'Wren base', model: aModel(), isMissing: false }
  const part = <ParametersPopover column={column} model={model} />
  const user = renderPart(part, { compare: en })
  await user.click(screen.getByRole('button', { name: /^Parameters/ }))
  const toggle = await screen.findByRole('switch', { name: 'Exact' })
  expect(toggle.getAttribute('aria-checked')).toBe('false')
  await user.click(toggle)
  expect(openedContent().columns.map(({ parameters }) => parameters.exact)).toEqual([true, false, false])
})
