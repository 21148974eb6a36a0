import { screen } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { renderPart } from '../../lib/test-page.tsx'
import { en } from './locales/en.ts'
import { escapeText, StopList, unescapeText } from './stop-list.tsx'

describe('escapeText', () => {
  it.each(['\nQ:', 'a\\nb', 'tab\there', '\\', 'plain'])('comes back as it was: %j', (text) => {
    expect(escapeText(text)).not.toContain('\n')
    expect(unescapeText(escapeText(text))).toBe(text)
  })
})

describe('StopList', () => {
  it('takes what was typed when the field is left, and drops an empty one', async () => {
    const onChange = vi.fn()
    const user = renderPart(<StopList stop={['\nQ:', 'END']} onChange={onChange} />, { compare: en })
    const [first, second] = screen.getAllByRole('textbox')
    if (first === undefined || second === undefined) throw new Error('Two fields are missing.')
    expect(first).toHaveProperty('value', '\\nQ:')
    await user.clear(first)
    await user.type(first, '\\n\\nA:')
    await user.tab()
    expect(onChange).toHaveBeenLastCalledWith(['\n\nA:', 'END'])
    await user.clear(second)
    await user.tab()
    expect(onChange).toHaveBeenLastCalledWith(['\nQ:'])
  })

  it('stops at four', () => {
    renderPart(<StopList stop={['a', 'b', 'c', 'd']} onChange={() => {}} />, { compare: en })
    expect(screen.getByRole('button', { name: 'Add' })).toHaveProperty('disabled', true)
  })
})
