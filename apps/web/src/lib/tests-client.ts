import { datasetRoutes, experimentRoutes } from '@trialogue/contract'
import { createClient } from './client.ts'

/** What the tests page calls. Import it only from what is fetched with that page. */
export const testsClient = createClient({ ...datasetRoutes, ...experimentRoutes })
