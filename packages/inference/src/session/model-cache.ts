import { createHash } from 'node:crypto'
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  statfs,
  writeFile,
} from 'node:fs/promises'
import { arch, cpus, platform } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { countField, isJsonObject, type JsonObject, stringField } from '../json-object.ts'
import { alignWeights } from './align-weights.ts'
import type { Expectation } from './expectation.ts'
import { prepackedWeightsName } from './plain-runner.ts'

/** Changes when what is stored changes its meaning. */
const FORMAT = 1

/** The weights as they are laid out for this machine take up to this many times the room of the model's files. */
const ROOM_FACTOR = 3
const SPARE_BYTES = 2 ** 30

const HOUR_MS = 3_600_000

const fileNames = {
  graph: 'model.onnx',
  weights: prepackedWeightsName,
  probe: 'probe.f32',
  source: 'source.json',
} as const

/** What is kept of a model. */
export interface CachedModel {
  /** The optimized graph; null where the model's own one has to be loaded. */
  readonly graphPath: string | null
  readonly expectation: Expectation
}

/**
 * One model's place in the cache of this machine: its graph as ONNX Runtime has optimized it, with weights laid out for
 * this processor, which sessions map into memory and share; and what the plain path computed for the probe.
 */
export interface ModelCache {
  /** Null when there is nothing, or only a part. */
  read(): Promise<CachedModel | null>
  /**
   * Calls `make`, which writes the optimized graph to the path it is given, and keeps all of it or nothing. Throws what
   * `make` and the file system throw.
   */
  build(make: (optimizedModelPath: string) => Promise<Expectation>): Promise<void>
  /** Keeps only what to expect. Throws what the file system throws. */
  keep(expectation: Expectation): Promise<void>
  /** Keeps only what to expect, for a model whose optimized graph does not compute it. */
  removeGraph(): Promise<void>
  remove(): Promise<void>
}

/**
 * The place for a model in `folder`; null where it is not worth it: the model's files are smaller than `fromBytes`, or
 * the disk has too little room. Another version of the runtime, another processor or changed files make another place.
 */
export async function openModelCache(
  folder: string,
  graphPath: string,
  runtimeVersion: string,
  fromBytes: number,
): Promise<ModelCache | null> {
  const source = await realpath(graphPath)
  const files = await listFiles(dirname(source))
  const sizeBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0)
  if (sizeBytes < fromBytes) return null
  await mkdir(folder, { recursive: true })
  const identity = [FORMAT, runtimeVersion, platform(), await describeProcessor(), source, files]
  const place = join(folder, createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 32))
  return {
    read: () => readPlace(place).catch(() => null),
    async build(make) {
      await sweep(folder, source, place)
      const { bavail, bsize } = await statfs(folder)
      if (bavail * bsize < ROOM_FACTOR * sizeBytes + SPARE_BYTES)
        throw new Error('The disk has too little room.')
      await fillPlace(place, async (draft) => {
        const expectation = await make(join(draft, fileNames.graph))
        await alignWeights(join(draft, fileNames.graph), join(draft, fileNames.weights))
        await writePlace(draft, source, expectation, await graphSizes(draft))
      })
    },
    async keep(expectation) {
      await sweep(folder, source, place)
      await fillPlace(place, (draft) => writePlace(draft, source, expectation, { hasGraph: false }))
    },
    removeGraph: () => removeGraph(place).catch(() => {}),
    remove: () => rm(place, { recursive: true, force: true }).catch(() => {}),
  }
}

/** Everything beside the graph, since external weights may have any name. */
async function listFiles(folder: string) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const files = paths.sort().map(async (path) => {
    const { size, mtimeMs } = await stat(path)
    return { path: relative(folder, path), sizeBytes: size, mtimeMs }
  })
  return Promise.all(files)
}

/** Weights are laid out for the instructions that a processor has. */
async function describeProcessor(): Promise<string> {
  const information = await readFile('/proc/cpuinfo', 'utf8').catch(() => '')
  const flags = /^(?:flags|Features)\s*:.*$/m.exec(information)?.[0] ?? ''
  return [arch(), cpus()[0]?.model ?? '', flags].join('\n')
}

async function readPlace(place: string): Promise<CachedModel | null> {
  const path = (name: keyof typeof fileNames) => join(place, fileNames[name])
  const source: unknown = JSON.parse(await readFile(path('source'), 'utf8'))
  if (!isJsonObject(source)) return null
  const vocabularySize = countField(source, 'vocabularySize')
  const tolerance = source['tolerance']
  if (vocabularySize === null || typeof tolerance !== 'number') return null
  const hasGraph = source['hasGraph'] !== false
  for (const name of ['graph', 'weights'] as const) {
    if (hasGraph && (await stat(path(name))).size !== countField(source, `${name}Bytes`)) return null
  }
  const bytes = await readFile(path('probe'))
  const logits = new Float32Array(new Uint8Array(bytes).buffer)
  const expectation = { tolerance, probe: { vocabularySize, logits } }
  return { graphPath: hasGraph ? path('graph') : null, expectation }
}

async function removeGraph(place: string): Promise<void> {
  const path = join(place, fileNames.source)
  const source: unknown = JSON.parse(await readFile(path, 'utf8'))
  if (!isJsonObject(source)) return
  const next = `${path}.next`
  await writeFile(next, JSON.stringify({ ...source, hasGraph: false }))
  await rename(next, path)
  for (const name of ['graph', 'weights'] as const) await rm(join(place, fileNames[name]), { force: true })
}

/** All of what is written to the draft appears in the place, or nothing. */
async function fillPlace(place: string, write: (draft: string) => Promise<void>): Promise<void> {
  const draft = await mkdtemp(join(dirname(place), 'draft-'))
  try {
    await write(draft)
    await rename(draft, place)
  } catch (thrown) {
    await rm(draft, { recursive: true, force: true })
    // Another process may have been quicker.
    if ((await readPlace(place).catch(() => null)) === null) throw thrown
  }
}

async function graphSizes(draft: string) {
  const sizeOf = async (name: 'graph' | 'weights') => (await stat(join(draft, fileNames[name]))).size
  return { graphBytes: await sizeOf('graph'), weightsBytes: await sizeOf('weights') }
}

async function writePlace(
  draft: string,
  graphPath: string,
  { probe: { vocabularySize, logits }, tolerance }: Expectation,
  graph: JsonObject,
): Promise<void> {
  const path = (name: keyof typeof fileNames) => join(draft, fileNames[name])
  await writeFile(path('probe'), new Uint8Array(logits.buffer, logits.byteOffset, logits.byteLength))
  await writeFile(path('source'), JSON.stringify({ graphPath, vocabularySize, tolerance, ...graph }))
}

/** Takes out what no model will ask for again: other places of this one, models that are gone, forgotten drafts. */
async function sweep(folder: string, graphPath: string, place: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!/^(?:[0-9a-f]{32}|draft-.*)$/.test(name)) continue
    const path = join(folder, name)
    const isDraft = name.startsWith('draft-')
    const isStale = isDraft ? await isOld(path) : path === place || (await isForgotten(path, graphPath))
    // A session elsewhere may hold the files open, which Windows does not let go.
    if (isStale) await rm(path, { recursive: true, force: true }).catch(() => {})
  }
}

async function isOld(path: string): Promise<boolean> {
  const { mtimeMs } = await stat(path)
  return Date.now() - mtimeMs > HOUR_MS
}

async function isForgotten(path: string, graphPath: string): Promise<boolean> {
  const text = await readFile(join(path, fileNames.source), 'utf8').catch(() => '{}')
  const source: unknown = JSON.parse(text)
  const other = isJsonObject(source) ? stringField(source, 'graphPath') : null
  if (other === null || other === graphPath) return true
  return !(await stat(other).then(
    () => true,
    () => false,
  ))
}
