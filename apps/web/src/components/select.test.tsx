import { cleanup, screen, waitFor } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, expect, it } from 'vitest'
import { renderPart } from '../lib/test-page.tsx'
import { Select } from './select.tsx'

afterEach(cleanup)

type Fruit = 'apple' | 'banana' | 'cherry' | 'blackberry'

function Basket() {
  const [fruit, setFruit] = useState<Fruit>('banana')
  return (
    <>
      <Select<Fruit>
        aria-label="Fruit"
        value={fruit}
        onChange={setFruit}
        options={[
          { value: 'apple', label: 'Apple' },
          { value: 'banana', label: 'Banana', hint: 'Yellow' },
          { value: 'cherry', label: 'Cherry', disabled: true },
          { value: 'blackberry', label: 'Blackberry' },
        ]}
      />
      <button type="button">Next</button>
    </>
  )
}

const field = () => screen.getByRole('combobox', { name: 'Fruit' })
const active = () => document.getElementById(field().getAttribute('aria-activedescendant') ?? '')?.textContent

it('opens on the chosen one and takes what is clicked', async () => {
  const person = renderPart(<Basket />, {})
  expect(field().textContent).toBe('Banana')
  await person.click(field())
  expect(screen.getByRole('option', { name: /Banana/ }).getAttribute('aria-selected')).toBe('true')
  await person.click(screen.getByRole('option', { name: 'Cherry' }))
  expect(field().textContent).toBe('Banana')
  await person.click(screen.getByRole('option', { name: 'Apple' }))
  expect(field().textContent).toBe('Apple')
  await waitFor(() => expect(screen.queryByRole('listbox')).toBeNull())
})

it('is used by keyboard: past what cannot be chosen, by first letters, and back with Escape', async () => {
  const person = renderPart(<Basket />, {})
  field().focus()
  await person.keyboard('{ArrowDown}')
  expect(active()).toBe('BananaYellow')
  await person.keyboard('{ArrowDown}')
  expect(active()).toBe('Blackberry')
  await person.keyboard('b')
  expect(active()).toBe('BananaYellow')
  await person.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('listbox')).toBeNull())
  expect(field().textContent).toBe('Banana')
  await person.keyboard(' {Home}{Enter}')
  expect(field().textContent).toBe('Apple')
  expect(document.activeElement).toBe(field())
})

it('takes the option that the keys are on when Tab leaves it', async () => {
  const person = renderPart(<Basket />, {})
  field().focus()
  await person.keyboard('{Enter}{End}{Tab}')
  expect(field().textContent).toBe('Blackberry')
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Next' }))
})
