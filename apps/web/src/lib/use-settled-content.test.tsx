import { act, cleanup, render, screen } from '@testing-library/react'
import { aPromptContent } from '@trialogue/testing'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openContent } from './test-page.tsx'
import { useSettledContent } from './use-settled-content.ts'
import { useWorkspace } from './workspace.ts'

let renderCount = 0

function Reference() {
  renderCount += 1
  return <p>{useSettledContent(300).reference}</p>
}

const write = (reference: string) =>
  act(() => useWorkspace.getState().update((content) => ({ ...content, reference })))

beforeEach(() => {
  vi.useFakeTimers()
  renderCount = 0
  openContent(aPromptContent({ reference: 'before' }))
  render(<Reference />)
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

it('is what it was until typing pauses, and renders once then', () => {
  for (const text of ['a', 'af', 'aft']) {
    write(text)
    act(() => vi.advanceTimersByTime(299))
  }
  expect(screen.getByText('before')).toBeTruthy()
  expect(renderCount).toBe(1)
  act(() => vi.advanceTimersByTime(1))
  expect(screen.getByText('aft')).toBeTruthy()
  expect(renderCount).toBe(2)
})

it('is another prompt at once', () => {
  write('typed')
  const draft = {
    promptId: '01890000-0000-7000-8000-000000000009',
    revision: 1,
    baseVersion: null,
    updatedAt: 0,
  }
  act(() =>
    useWorkspace.getState().openDraft({ ...draft, content: aPromptContent({ reference: 'other' }) }, null),
  )
  expect(screen.getByText('other')).toBeTruthy()
})
