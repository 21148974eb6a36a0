import { datasetRoutes } from './datasets.ts'
import { endpointRoutes } from './endpoints.ts'
import { experimentRoutes } from './experiments.ts'
import { generationRoutes } from './generations.ts'
import { labelRoutes } from './labels.ts'
import { modelCareRoutes } from './model-care.ts'
import { modelRoutes } from './models.ts'
import { promptLossRoutes } from './prompt-loss.ts'
import { promptRoutes } from './prompts.ts'
import { pullRoutes } from './pulls.ts'
import { runRoutes } from './runs.ts'

/** The whole API under `/api`. An entry here without a handler in the server does not compile. */
export const routes = {
  ...modelRoutes,
  ...modelCareRoutes,
  ...promptRoutes,
  ...labelRoutes,
  ...runRoutes,
  ...generationRoutes,
  ...promptLossRoutes,
  ...datasetRoutes,
  ...experimentRoutes,
  ...endpointRoutes,
  ...pullRoutes,
}
export type Routes = typeof routes
export type RouteId = keyof Routes
