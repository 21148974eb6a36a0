import { cleanup, fireEvent, render } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { useShortcuts } from './shortcuts.ts'

const handlers = {
  'run-all': vi.fn(),
  'run-column': vi.fn(),
  stop: vi.fn(),
  'save-version': vi.fn(),
  help: vi.fn(),
}

function Page() {
  useShortcuts(handlers)
  return (
    <>
      <input aria-label="field" onKeyDown={(event) => event.key === 'Enter' && event.stopPropagation()} />
      {/* biome-ignore lint/a11y/useSemanticElements: as Monaco does */}
      <div role="textbox" tabIndex={0} aria-label="editor" />
    </>
  )
}

beforeEach(() => vi.clearAllMocks())
afterEach(cleanup)

const press = (target: Element, init: KeyboardEventInit) => fireEvent.keyDown(target, init)

it('runs from inside a field, before the field sees the keys', () => {
  const { getByLabelText } = render(<Page />)
  press(getByLabelText('field'), { key: 'Enter', ctrlKey: true })
  press(getByLabelText('field'), { key: 'Enter', metaKey: true, shiftKey: true })
  expect(handlers['run-all']).toHaveBeenCalledOnce()
  expect(handlers['run-column']).toHaveBeenCalledOnce()
})

it('keeps single keys out of fields and Ctrl+S away from the browser', () => {
  const { getByLabelText } = render(<Page />)
  press(getByLabelText('field'), { key: '?' })
  expect(handlers.help).not.toHaveBeenCalled()
  press(document.body, { key: '?' })
  expect(handlers.help).toHaveBeenCalledOnce()
  expect(press(getByLabelText('editor'), { key: '?' })).toBe(true)
  expect(handlers.help).toHaveBeenCalledOnce()
  expect(press(document.body, { key: 's', ctrlKey: true })).toBe(false)
  expect(handlers['save-version']).toHaveBeenCalledOnce()
})

it('leaves keys alone that compose a character, and an Escape that a popup took', () => {
  render(<Page />)
  press(document.body, { key: 'Enter', ctrlKey: true, isComposing: true })
  expect(handlers['run-all']).not.toHaveBeenCalled()
  const take = (event: Event) => event.preventDefault()
  document.addEventListener('keydown', take)
  press(document.body, { key: 'Escape' })
  document.removeEventListener('keydown', take)
  expect(handlers.stop).not.toHaveBeenCalled()
  press(document.body, { key: 'Escape' })
  expect(handlers.stop).toHaveBeenCalledOnce()
})

it('reaches nothing behind a dialog', () => {
  render(
    <>
      <Page />
      <div data-modal="" />
    </>,
  )
  press(document.body, { key: 'Enter', ctrlKey: true })
  expect(handlers['run-all']).not.toHaveBeenCalled()
  expect(press(document.body, { key: 's', ctrlKey: true })).toBe(false)
  expect(handlers['save-version']).not.toHaveBeenCalled()
})
