import type { ModelManifest, PullPlan, PullRequest } from '@trialogue/contract'
import { findModels } from '../find-models.ts'
import { freeDiskBytes } from '../free-disk-bytes.ts'
import { type CacheFolder, cacheFolder, findCached } from './cache-folder.ts'
import { describeCached } from './cached-info.ts'
import { type Choice, chooseVariant, nothingToRun, weighVariants } from './choose-variant.ts'
import { type Architecture, describeArchitecture } from './describe-architecture.ts'
import { findMember } from './families.ts'
import type { HubClient } from './hub-client.ts'
import { offline } from './hub-error.ts'
import type { HubSettings } from './hub-settings.ts'
import { type InferredKind, inferKind } from './infer-kind.ts'
import { listVariants, type Variant } from './list-variants.ts'
import { storedWeightsBytes, UNKNOWN_CONTEXT_LENGTH } from './memory-need.ts'
import { checkRevision, parseRepository, type RepositoryReference } from './parse-repository.ts'
import { placeModel } from './place-model.ts'
import { hasChatTemplate, type ReadSetting, settingsReader } from './read-setting.ts'
import type { RepositoryFile, RepositoryInfo } from './repository-info.ts'

export interface PullContext {
  readonly settings: HubSettings
  readonly client: HubClient
  /** Where models live, one folder each. */
  readonly modelsFolder: string
  /** Memory that could be given to a model now. */
  readonly memoryFreeBytes: number
  readonly signal?: AbortSignal | undefined
}

/** What a pull would do, and with what. */
export interface PreparedPull {
  readonly plan: PullPlan
  readonly info: RepositoryInfo
  readonly variant: Variant
  /** What the manifest will say, apart from the files. */
  readonly description: Omit<ModelManifest, 'files' | 'formatVersion'>
  /** The branch, tag or commit that was asked for. */
  readonly reference: string
}

/** Endings that tell members of one family apart. */
const kindEnding = /[-_.](base|pretrained|pt|instruct|it|chat|dialog|sft|dpo)(?=$|[-_.])/gi

/**
 * Looks at a repository and says what pulling it would do; reads only its settings. Throws INVALID_REQUEST for what
 * cannot be run, REPOSITORY_NOT_FOUND, REPOSITORY_GATED, HUB_UNREACHABLE, DOWNLOAD_CORRUPT, CONFLICT.
 */
export async function planPull(request: PullRequest, context: PullContext): Promise<PreparedPull> {
  const { settings, client, modelsFolder, memoryFreeBytes, signal } = context
  const asked = parseRepository(request.repository)
  if (request.revision !== null) checkRevision(request.revision)
  const reference = request.revision ?? asked.revision ?? 'main'
  const info = await describe({ name: asked.name, revision: reference }, context)
  const cache = cacheFolder(settings.cacheFolder, info.name)
  const read = settingsReader(info, cache, client, signal)
  const architecture = describeArchitecture(await read('config.json'))
  const variants = listVariants(info.files, {
    isConvertible: architecture.obstacle === null,
    // Members of one family are compared with each other: all of them are converted alike.
    prefersCheckpoint: findMember(info.name) !== undefined,
  })
  if (variants.length === 0) throw nothingToRun(info, architecture)

  const folders = [settings.cacheFolder, modelsFolder]
  const machine = {
    memoryFreeBytes,
    diskFreeBytes: Math.min(...(await Promise.all(folders.map(freeDiskBytes)))),
  }
  const cached = await cachedFiles(info, cache)
  const choices = weighVariants(variants, architecture, cached, machine)
  const chosen = chooseVariant(choices, request.precision)
  const { models } = await findModels(modelsFolder)
  const manifests = models.map(({ manifest }) => manifest)
  const place = placeModel(manifests, info, chosen.variant.precision)
  const inferred = await decideKind(request, info, read)
  const description = describeModel(info, architecture, chosen, { ...place, ...inferred }, cache)
  const { kind, family, licence } = description
  const plan: PullPlan = {
    repository: { name: info.name, revision: info.revision },
    modelId: place.modelId,
    ...{ kind, family, licence },
    kindReason: inferred.reason,
    parameterCount: architecture.parameterCount,
    contextLength: architecture.contextLength,
    isGated: info.isGated,
    variants: choices.map(
      ({ variant: { precision, action }, downloadBytes, cachedBytes, memoryNeedBytes }) => ({
        ...{ precision, action, downloadBytes, cachedBytes, memoryNeedBytes },
      }),
    ),
    chosen: chosen.variant.precision,
    files: chosen.variant.files.map((file) => ({
      path: file.path,
      sizeBytes: file.sizeBytes,
      isCached: cached.has(file),
    })),
    ...machine,
    obstacle: chosen.obstacle,
    installedModelId: place.isInstalled ? place.modelId : null,
  }
  return { plan, info, variant: chosen.variant, description, reference }
}

async function describe(
  reference: RepositoryReference,
  { settings, client, signal }: PullContext,
): Promise<RepositoryInfo> {
  if (!settings.isOffline) return client.describe(reference, signal)
  const info = await describeCached(settings.cacheFolder, reference)
  if (info === null) throw offline()
  return info
}

async function decideKind(
  { kind }: PullRequest,
  info: RepositoryInfo,
  read: ReadSetting,
): Promise<InferredKind> {
  if (kind !== null) return { kind, reason: 'You chose it.' }
  const known = findMember(info.name)
  if (known === undefined) return inferKind(info, await hasChatTemplate(info, read))
  return { kind: known.member.kind, reason: `The list of families says so (${known.family.name}).` }
}

function describeModel(
  info: RepositoryInfo,
  architecture: Architecture,
  { variant }: Choice,
  { modelId, kind }: { readonly modelId: string } & Pick<InferredKind, 'kind'>,
  cache: CacheFolder,
): PreparedPull['description'] {
  const name = info.name.split('/').at(-1) ?? info.name
  const { precision, action } = variant
  const what = action === 'use' ? `an ONNX file in ${precision}` : `its checkpoint, converted to ${precision}`
  return {
    id: modelId,
    name: modelId === `hf:${info.name}` ? name : `${name} (${precision})`,
    kind,
    family: findMember(info.name)?.family.id ?? name.toLowerCase().replace(kindEnding, ''),
    licence: info.licence,
    // Of a foreign architecture, about: most of its bytes are weights.
    parameterCount: architecture.parameterCount ?? Math.max(1, storedWeightsBytes(variant, architecture)),
    contextLength: architecture.contextLength ?? UNKNOWN_CONTEXT_LENGTH,
    languages: info.languages.length > 0 ? [...info.languages] : ['und'],
    description: `Pulled from ${info.name}: ${what}.`,
    repository: { name: info.name, revision: info.revision },
    pulled: { precision, cacheFolder: action === 'use' ? cache.path : null },
  }
}

async function cachedFiles(info: RepositoryInfo, cache: CacheFolder): Promise<ReadonlySet<RepositoryFile>> {
  const cached = new Set<RepositoryFile>()
  for (const file of info.files) {
    if ((await findCached(cache, info.revision, file)) !== null) cached.add(file)
  }
  return cached
}
