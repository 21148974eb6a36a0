import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { deferEdit, flushEdits, forgetEdit, startFlushingEdits } from './deferred-edits.ts'

let stop: () => void
const tell = vi.fn(() => forgetEdit(tell))
beforeEach(() => {
  stop = startFlushingEdits()
  tell.mockClear()
  deferEdit(tell)
})
afterEach(() => {
  stop()
  forgetEdit(tell)
})

const press = (key: string, options: KeyboardEventInit = {}) =>
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, ...options }))

it.each([
  ['a key with Ctrl', () => press('Enter', { ctrlKey: true })],
  ['Tab', () => press('Tab')],
  ['F2', () => press('F2')],
  ['Escape', () => press('Escape')],
  ['the pointer', () => document.body.dispatchEvent(new Event('pointerdown', { bubbles: true }))],
  ['leaving the page', () => window.dispatchEvent(new Event('pagehide'))],
  ['hiding the page', () => document.dispatchEvent(new Event('visibilitychange'))],
])('%s tells what was kept back, before others hear of it', (_, act) => {
  const calls: number[] = []
  const listen = () => calls.push(tell.mock.calls.length)
  window.addEventListener('keydown', listen, { capture: true })
  act()
  window.removeEventListener('keydown', listen, { capture: true })
  expect(tell).toHaveBeenCalledTimes(1)
  expect(calls.every((count) => count === 1)).toBe(true)
})

it('letters and the keys of the cursor tell nothing', () => {
  for (const key of ['a', ' ', 'Backspace', 'ArrowLeft', 'Shift', 'Enter']) press(key)
  expect(tell).not.toHaveBeenCalled()
  flushEdits()
  expect(tell).toHaveBeenCalledTimes(1)
})
