import { isDeepStrictEqual } from 'node:util'
import { AppError } from '@trialogue/contract'
import type { Clock } from '../../clock.ts'
import type { LocalModel } from '../../local-model.ts'
import { type GraphFacts, readGraphFacts } from '../../model-folder/graph-facts.ts'
import { offersThinking } from '../../model-folder/offers-thinking.ts'
import type { Supervisor } from '../../process/supervisor.ts'
import { once } from './once.ts'
import { createUsage, type Usage } from './usage.ts'

/** A model and its process. */
export interface Place {
  readonly model: LocalModel
  readonly supervisor: Supervisor
  readonly usage: Usage
  /** Whether the chat template seems to have a switch for thinking. */
  readonly offersThinking: () => Promise<boolean>
  /** What its ONNX file tells; null where it cannot be read, which loading it will tell. */
  readonly facts: () => Promise<GraphFacts | null>
}

/** The models of this machine, which come and go while the server runs. */
export interface ModelPlaces {
  /** All models that there are now, in their order. */
  list(): Promise<readonly Place[]>
  /** Throws MODEL_NOT_FOUND. */
  find(modelId: string): Promise<Place>
  /** As `find`, without looking whether there is a new one. */
  known(modelId: string): Place | undefined
  /** Keeps the process of a model that may go meanwhile, until what it gives is called. */
  hold(place: Place): () => void
  dispose(): Promise<void>
}

export interface ModelPlacesOptions {
  readonly listModels: () => Promise<readonly LocalModel[]>
  readonly supervise: (model: LocalModel, place: () => Place) => Supervisor
  /** A model that nobody asks gives its memory back after so long; null never. */
  readonly idleLimitMs: number | null
  readonly clock: Clock
}

export function createModelPlaces(options: ModelPlacesOptions): ModelPlaces {
  const { listModels, supervise, idleLimitMs, clock } = options
  let places = new Map<string, Place>()
  let refreshing: Promise<void> | null = null
  /** Those whose models are gone or were exchanged, until their processes have ended. */
  const gone = new Map<Place, Promise<void> | null>()

  const createPlace = (model: LocalModel): Place => {
    const place: Place = {
      model,
      supervisor: supervise(model, () => place),
      usage: createUsage({
        clock,
        idleLimitMs,
        onIdle: () => void place.supervisor.unload(),
        onLeft: () => endIfUnused(place),
      }),
      offersThinking: once(() => offersThinking(model.folder)),
      facts: once(() => readGraphFacts(model.folder).catch(() => null)),
    }
    return place
  }
  const endIfUnused = (place: Place) => {
    if (place.usage.count > 0 || gone.get(place) !== null) return
    gone.set(
      place,
      place.supervisor.dispose().then(() => void gone.delete(place)),
    )
  }
  const refresh = async () => {
    const next = new Map<string, Place>()
    for (const model of await listModels()) {
      const { id } = model.manifest
      const known = places.get(id)
      next.set(id, known !== undefined && isDeepStrictEqual(known.model, model) ? known : createPlace(model))
    }
    for (const [id, place] of places) {
      if (next.get(id) === place) continue
      gone.set(place, null)
      endIfUnused(place)
    }
    places = next
  }
  /** One at a time: what was seen first shall not replace what was seen later. */
  const refreshOnce = () => {
    refreshing ??= refresh().finally(() => {
      refreshing = null
    })
    return refreshing
  }
  return {
    async list() {
      await refreshOnce()
      return [...places.values()]
    },
    async find(modelId) {
      if (!places.has(modelId)) await refreshOnce()
      const place = places.get(modelId)
      if (place !== undefined) return place
      throw new AppError('MODEL_NOT_FOUND', `There is no model "${modelId}" on this machine.`)
    },
    known: (modelId) => places.get(modelId),
    hold: ({ usage }) => usage.enter(),
    async dispose() {
      const all = [...places.values(), ...gone.keys()]
      await Promise.all(all.map(({ supervisor }) => supervisor.dispose()))
    },
  }
}
