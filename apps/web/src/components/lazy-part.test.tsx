import { cleanup, screen } from '@testing-library/react'
import { afterEach, it } from 'vitest'
import { renderPart } from '../lib/test-page.tsx'
import { fetchLaterParts, lazyPart } from './lazy-part.tsx'

afterEach(cleanup)

const Greeting = ({ name }: { readonly name: string }) => <p>Hello {name}</p>

it('shows a part once it has come, at once from then on', async () => {
  const Part = lazyPart(async () => Greeting)
  renderPart(<Part name="Ada" />, {})
  await screen.findByText('Hello Ada')
  renderPart(<Part name="Grace" />, {})
  screen.getByText('Hello Grace')
})

it('is fetched before it is shown when there is time', async () => {
  const Part = lazyPart(async () => Greeting)
  await fetchLaterParts()
  renderPart(<Part name="Ada" />, {})
  screen.getByText('Hello Ada')
})

it('says when it cannot be fetched, and tries again', async () => {
  let isAway = true
  const Part = lazyPart(async () => {
    if (isAway) throw new TypeError('Failed to fetch dynamically imported module')
    return Greeting
  })
  const person = renderPart(<Part name="Ada" />, {})
  await screen.findByText(/The server cannot be reached/)
  isAway = false
  await person.click(screen.getByRole('button', { name: 'Retry' }))
  await screen.findByText('Hello Ada')
})
