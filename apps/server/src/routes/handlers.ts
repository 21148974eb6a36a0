import type {
  Route,
  RouteBody,
  RouteId,
  RouteParams,
  RouteQuery,
  RouteResponse,
  Routes,
} from '@trialogue/contract'
import type { ChainOfThoughtService } from '../experiments/chain-of-thought-service.ts'
import type { ExperimentService } from '../experiments/experiment-service.ts'
import type { ResultService } from '../experiments/result-service.ts'
import type { BenchmarkService } from '../services/benchmark-service.ts'
import type { DatasetService } from '../services/dataset-service.ts'
import type { DivergenceService } from '../services/divergence-service.ts'
import type { EndpointService } from '../services/endpoint-service.ts'
import type { GenerationService } from '../services/generation-service.ts'
import type { LabelService } from '../services/label-service.ts'
import type { MachineService } from '../services/machine-service.ts'
import type { ModelService } from '../services/model-service.ts'
import type { PreviewService } from '../services/preview-service.ts'
import type { PromptLossService } from '../services/prompt-loss-service.ts'
import type { PromptService } from '../services/prompt-service.ts'
import type { PullService } from '../services/pull-service.ts'
import type { EventFeed, RunService } from '../services/run-service.ts'

export interface Services {
  readonly benchmarks: BenchmarkService
  readonly chainsOfThought: ChainOfThoughtService
  readonly datasets: DatasetService
  readonly divergences: DivergenceService
  readonly endpoints: EndpointService
  readonly experiments: ExperimentService
  readonly generations: GenerationService
  readonly labels: LabelService
  readonly losses: PromptLossService
  readonly machine: MachineService
  readonly models: ModelService
  readonly prompts: PromptService
  readonly previews: PreviewService
  readonly pulls: PullService
  readonly results: ResultService
  readonly runs: RunService
}

interface Input<T extends Route> {
  readonly params: RouteParams<T>
  readonly query: RouteQuery<T>
  readonly body: RouteBody<T>
  /** Aborts when whoever asked has left. */
  readonly signal: AbortSignal
}

/** Answers one route with what its `response` schema describes; throws an AppError otherwise. */
type Handler<T extends Route> = (input: Input<T>) => Promise<RouteResponse<T>>
/** Opens the events of a stream route; `lastEventId` is what the reader already has. */
type StreamHandler<T extends Route> = (input: Input<T>, lastEventId: string | undefined) => Promise<EventFeed>

type StreamRouteId = 'streamRunEvents' | 'streamExperimentEvents'
type AnswerRouteId = Exclude<RouteId, StreamRouteId>

/** A handler for every route of the contract's table: one that is missing does not compile. */
export type Handlers = {
  readonly [K in AnswerRouteId]: Handler<Routes[K]>
} & {
  readonly [K in StreamRouteId]: StreamHandler<Routes[K]>
}
