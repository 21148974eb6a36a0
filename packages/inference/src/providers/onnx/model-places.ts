import { isDeepStrictEqual } from 'node:util'
import { AppError } from '@trialogue/contract'
import type { LocalModel } from '../../local-model.ts'
import { type GraphFacts, readGraphFacts } from '../../model-folder/graph-facts.ts'
import { offersThinking } from '../../model-folder/offers-thinking.ts'
import type { Supervisor } from '../../process/supervisor.ts'
import { once } from './once.ts'

/** A model and its process. */
export interface Place {
  readonly model: LocalModel
  readonly supervisor: Supervisor
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
  /** How many hold it now. */
  countHolders(place: Place): number
  dispose(): Promise<void>
}

export interface ModelPlacesOptions {
  readonly listModels: () => Promise<readonly LocalModel[]>
  readonly supervise: (model: LocalModel) => Supervisor
}

export function createModelPlaces({ listModels, supervise }: ModelPlacesOptions): ModelPlaces {
  let places = new Map<string, Place>()
  let refreshing: Promise<void> | null = null
  /** How many hold a place that has models or had one. */
  const holders = new Map<Place, number>()
  /** Those whose models are gone or were exchanged, until their processes have ended. */
  const gone = new Map<Place, Promise<void> | null>()

  const createPlace = (model: LocalModel): Place => ({
    model,
    supervisor: supervise(model),
    offersThinking: once(() => offersThinking(model.folder)),
    facts: once(() => readGraphFacts(model.folder).catch(() => null)),
  })
  const endIfUnused = (place: Place) => {
    if (holders.has(place) || gone.get(place) !== null) return
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
    hold(place) {
      holders.set(place, (holders.get(place) ?? 0) + 1)
      return () => {
        const others = (holders.get(place) ?? 1) - 1
        if (others > 0) return void holders.set(place, others)
        holders.delete(place)
        endIfUnused(place)
      }
    },
    countHolders: (place) => holders.get(place) ?? 0,
    async dispose() {
      const all = [...places.values(), ...gone.keys()]
      await Promise.all(all.map(({ supervisor }) => supervisor.dispose()))
    },
  }
}
