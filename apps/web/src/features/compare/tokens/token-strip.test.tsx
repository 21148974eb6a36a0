import { screen, within } from '@testing-library/react'
import { useRef } from 'react'
import { expect, it } from 'vitest'
import { renderPart } from '../../../lib/test-page.tsx'
import { en } from './locales/en.ts'
import { TokenStrip } from './token-strip.tsx'

function Strip({ count }: { readonly count: number }) {
  const box = useRef<HTMLDivElement>(null)
  const tokens = Array.from({ length: count }, (_, place) => ({
    text: `t${place}`,
    name: `t${place}`,
    look: '',
    isNotable: false,
  }))
  return (
    <TokenStrip
      {...{ tokens, box }}
      label="Text"
      active={20}
      onActive={() => {}}
      onOpen={() => {}}
      pageSize={10}
    />
  )
}

it('shows a page of a long text, and more on demand', async () => {
  const user = renderPart(<Strip count={25} />, { tokens: en })
  const shown = () => within(screen.getByRole('group', { name: 'Text' })).getAllByRole('button')
  expect(shown()).toHaveLength(10)
  // The one that is out of sight cannot be Tab's stop.
  expect(
    shown()
      .map((one) => one.tabIndex)
      .indexOf(0),
  ).toBe(9)
  await user.click(screen.getByText('Show 10 more tokens'))
  await user.click(screen.getByText('Show 5 more tokens'))
  expect(shown()).toHaveLength(25)
  expect(
    shown()
      .map((one) => one.tabIndex)
      .indexOf(0),
  ).toBe(20)
  expect(screen.queryByText(/more token/)).toBeNull()
})
