import { cleanup, fireEvent, render } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type Command, useCommands } from './commands.ts'
import { setPreference } from './preferences.ts'
import type { ShortcutId } from './shortcuts.ts'
import { useShortcuts } from './use-shortcuts.ts'

const run = {
  'run-all': vi.fn(),
  'run-column': vi.fn(),
  stop: vi.fn(),
  'save-version': vi.fn(),
  'compare-parent': vi.fn(),
  'go-history': vi.fn(),
  help: vi.fn(),
} satisfies Partial<Record<ShortcutId, () => void>>

const offered: readonly Command[] = (Object.keys(run) as (keyof typeof run)[]).map((shortcut) => ({
  id: shortcut,
  group: 'run',
  title: shortcut,
  shortcut,
  run: run[shortcut],
}))

function Page({ commands = offered }: { readonly commands?: readonly Command[] }) {
  useShortcuts()
  useCommands(commands)
  return (
    <>
      <input aria-label="field" onKeyDown={(event) => event.key === 'Enter' && event.stopPropagation()} />
      {/* biome-ignore lint/a11y/useSemanticElements: as Monaco does */}
      <div role="textbox" tabIndex={0} aria-label="editor" />
    </>
  )
}

beforeEach(() => {
  vi.clearAllMocks()
  setPreference({ hasSingleKeys: true })
})
afterEach(cleanup)

const press = (target: Element, init: KeyboardEventInit) => fireEvent.keyDown(target, init)

it('runs from inside a field, before the field sees the keys', () => {
  const { getByLabelText } = render(<Page />)
  press(getByLabelText('field'), { key: 'Enter', ctrlKey: true })
  press(getByLabelText('field'), { key: 'Enter', metaKey: true, shiftKey: true })
  expect(run['run-all']).toHaveBeenCalledOnce()
  expect(run['run-column']).toHaveBeenCalledOnce()
})

it('keeps single keys out of fields and Ctrl+S away from the browser', () => {
  const { getByLabelText } = render(<Page />)
  expect(press(getByLabelText('field'), { key: '?', shiftKey: true })).toBe(true)
  expect(press(getByLabelText('editor'), { key: '?', shiftKey: true })).toBe(true)
  expect(run.help).not.toHaveBeenCalled()
  press(document.body, { key: '?', shiftKey: true })
  expect(run.help).toHaveBeenCalledOnce()
  expect(press(document.body, { key: 's', ctrlKey: true })).toBe(false)
  expect(run['save-version']).toHaveBeenCalledOnce()
})

it('leaves Ctrl+D to the editor, and to the browser where nothing is offered for it', () => {
  const { getByLabelText, rerender } = render(<Page />)
  expect(press(getByLabelText('editor'), { key: 'd', ctrlKey: true })).toBe(true)
  expect(press(document.body, { key: 'd', ctrlKey: true })).toBe(false)
  expect(run['compare-parent']).toHaveBeenCalledOnce()
  rerender(<Page commands={[]} />)
  expect(press(document.body, { key: 'd', ctrlKey: true })).toBe(true)
})

it('goes to a page by g and a letter, one after the other and not too slowly', () => {
  render(<Page />)
  press(document.body, { key: 'h' })
  expect(run['go-history']).not.toHaveBeenCalled()
  press(document.body, { key: 'g' })
  press(document.body, { key: 'h' })
  expect(run['go-history']).toHaveBeenCalledOnce()
  press(document.body, { key: 'g' })
  press(document.body, { key: 'x' })
  press(document.body, { key: 'h' })
  expect(run['go-history']).toHaveBeenCalledOnce()
})

it('has no single keys when they are switched off, but all the others', () => {
  setPreference({ hasSingleKeys: false })
  render(<Page />)
  press(document.body, { key: '?' })
  press(document.body, { key: 'g' })
  press(document.body, { key: 'h' })
  expect(run['go-history']).not.toHaveBeenCalled()
  expect(run.help).not.toHaveBeenCalled()
  press(document.body, { key: '/', ctrlKey: true })
  press(document.body, { key: 'Escape' })
  expect(run.help).toHaveBeenCalledOnce()
  expect(run.stop).toHaveBeenCalledOnce()
})

it('leaves keys alone that compose a character, that write one with AltGr, and an Escape that a popup took', () => {
  render(<Page />)
  press(document.body, { key: 'Enter', ctrlKey: true, isComposing: true })
  press(document.body, { key: 's', ctrlKey: true, altKey: true })
  expect(run['run-all']).not.toHaveBeenCalled()
  expect(run['save-version']).not.toHaveBeenCalled()
  const take = (event: Event) => event.preventDefault()
  document.addEventListener('keydown', take)
  press(document.body, { key: 'Escape' })
  document.removeEventListener('keydown', take)
  expect(run.stop).not.toHaveBeenCalled()
  press(document.body, { key: 'Escape' })
  expect(run.stop).toHaveBeenCalledOnce()
})

it('reads Latin letters from a keyboard that writes others', () => {
  render(<Page />)
  press(document.body, { key: 'ы', code: 'KeyS', ctrlKey: true })
  expect(run['save-version']).toHaveBeenCalledOnce()
})

it('reaches nothing behind a dialog, and nothing that cannot be done now', () => {
  const { rerender } = render(
    <>
      <Page />
      <div data-modal="" />
    </>,
  )
  press(document.body, { key: 'Enter', ctrlKey: true })
  expect(run['run-all']).not.toHaveBeenCalled()
  expect(press(document.body, { key: 's', ctrlKey: true })).toBe(false)
  expect(run['save-version']).not.toHaveBeenCalled()
  rerender(<Page commands={offered.map((command) => ({ ...command, disabledReason: 'Not now.' }))} />)
  expect(press(document.body, { key: 's', ctrlKey: true })).toBe(false)
  expect(run['save-version']).not.toHaveBeenCalled()
})
