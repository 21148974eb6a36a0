import { beforeAll } from 'vitest'
import { fetchLaterParts } from './components/lazy-part.tsx'

// Tests look at parts of the page, not at how they get there: what is fetched later is there from the beginning.
beforeAll(fetchLaterParts)
