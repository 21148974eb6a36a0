import { endpointRoutes, modelCareRoutes, pullRoutes } from '@trialogue/contract'
import { createClient } from './client.ts'

/** What the models page calls. Import it only from what is fetched with that page. */
export const modelsClient = createClient({ ...modelCareRoutes, ...pullRoutes, ...endpointRoutes })
