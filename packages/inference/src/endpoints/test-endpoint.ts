import { type EndpointCheck, type EndpointModel, type EndpointTest, toErrorRecord } from '@trialogue/contract'
import type { Clock } from '../clock.ts'
import { askForJson } from './ask-endpoint.ts'
import type { EndpointConnection } from './endpoint-connection.ts'
import type { EndpointPlace } from './endpoint-place.ts'
import type { ListedModel } from './endpoint-protocol.ts'
import { Examination } from './examination.ts'
import { guessKind } from './guess-kind.ts'

/** A server with more models than this has them for many people: only the one that was tested is offered then. */
const mostOffered = 8

/** Where a server does not tell: what nearly every model has. */
const defaultContextLength = 8_192

interface TestOptions {
  readonly place: EndpointPlace
  /** The same server without the path of its API. */
  readonly root: EndpointPlace
  readonly examine: (examination: Examination) => Promise<void>
  readonly modelName: string | null
  readonly clock: Clock
  readonly signal: AbortSignal
}

/** Asks a server what it has and what one of its models can do. */
export async function testEndpoint(
  options: TestOptions,
): Promise<{ models: EndpointModel[]; test: EndpointTest }> {
  const { place, clock } = options
  const { connection } = place
  const { checks, listed } = await listModels(options)
  const modelName = options.modelName ?? listed[0]?.name ?? connection.models[0]?.name ?? null
  const isReached = checks[0]?.outcome === 'works'
  const models = mergeModels(connection, listed, modelName)
  const end = (all: readonly EndpointCheck[], tested?: EndpointModel) => ({
    models: models.map((model) => (model.name === tested?.name ? tested : model)),
    test: { modelName, checks: [...all], testedAt: clock.now() },
  })
  const model = models.find(({ name }) => name === modelName)
  if (!isReached || model === undefined) return end(checks)
  const examination = new Examination({ ...options, model })
  await options.examine(examination)
  const isKnown = connection.models.some(({ name }) => name === modelName)
  const hasWorked = examination.checks.some(({ id, outcome }) => isWriting(id) && outcome === 'works')
  // What was found out while nothing worked says nothing.
  if (!hasWorked) return end([...checks, ...examination.checks])
  const { kind } = isKnown ? model : examination.model
  return end([...checks, ...examination.checks], { ...examination.model, kind })
}

function isWriting(id: EndpointCheck['id']): boolean {
  return id === 'chat' || id === 'completion'
}

async function listModels({ place, signal }: TestOptions) {
  const startedAt = performance.now()
  const note = (id: EndpointCheck['id'], outcome: EndpointCheck['outcome'], detail = ''): EndpointCheck => {
    return { id, outcome, detail, durationMs: Math.round(performance.now() - startedAt) }
  }
  const { protocol } = place
  try {
    const list = await askForJson(place, { method: 'GET', path: protocol.modelsPath, signal })
    const listed = protocol.readModels(list)
    const detail = listed.length === 0 ? 'It lists no models.' : `${listed.length} models`
    const models = note('models', listed.length === 0 ? 'absent' : 'works', detail)
    return { checks: [note('reach', 'works'), models], listed }
  } catch (thrown) {
    signal.throwIfAborted()
    const { code, message, details } = toErrorRecord(thrown)
    const reach = note('reach', details['reason'] === 'missing' ? 'works' : 'failed', message)
    const isOpen = code === 'UPSTREAM_REFUSED' && details['reason'] === 'missing'
    const models: ListedModel[] = []
    return {
      checks: isOpen ? [{ ...reach, detail: '' }, note('models', 'absent', message)] : [reach],
      listed: models,
    }
  }
}

/** What people decided stays; what a server does not list any more goes, unless it lists nothing. */
function mergeModels(
  { models }: EndpointConnection,
  listed: readonly ListedModel[],
  testedName: string | null,
): EndpointModel[] {
  const told = new Map(listed.map((model) => [model.name, model]))
  const names = new Set([
    ...(listed.length === 0 ? models.map(({ name }) => name) : told.keys()),
    ...(testedName === null ? [] : [testedName]),
  ])
  return Array.from(names, (name) => {
    const contextLength = told.get(name)?.contextLength ?? null
    const known = models.find((model) => model.name === name)
    if (known !== undefined) return { ...known, contextLength: contextLength ?? known.contextLength }
    return {
      ...{ name, kind: guessKind(name), capabilities: null, dialect: null, price: null },
      contextLength: contextLength ?? defaultContextLength,
      isEnabled: names.size <= mostOffered || name === testedName,
    }
  })
}
