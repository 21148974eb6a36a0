import { posix } from 'node:path'
import type { JsonObject } from '../json-object.ts'
import { checkGraph } from './check-graph.ts'
import { chooseGraphVariant, type DeviceKind, listGraphVariants } from './graph-variants.ts'
import { loadFailed } from './load-failed.ts'
import { readGenaiConfig } from './read-genai-config.ts'
import type { GraphHeader } from './read-graph-header.ts'
import { readJsonFile } from './read-json-file.ts'

export interface FindGraphOptions {
  /** Null or absent takes what suits the device best. */
  readonly variant?: string | null
  /** Default: `cpu`. */
  readonly device?: DeviceKind
}

/** The ONNX file of a folder that is to be loaded, and what the folder's settings say. */
export interface FoundGraph {
  /** Relative to the folder, with forward slashes. */
  readonly path: string
  /** As `GraphVariant` has it. */
  readonly variant: string
  readonly header: GraphHeader
  /** The ONNX file, then those that hold its weights; relative to the folder, with forward slashes. */
  readonly weightFiles: readonly string[]
  /** config.json; empty where there is none. */
  readonly config: JsonObject
  /** The model's part of genai_config.json; empty where there is none. */
  readonly genai: JsonObject
}

/** Chooses a folder's ONNX file and looks at it. Throws MODEL_LOAD_FAILED naming the file that is wrong. */
export async function findGraph(
  folder: string,
  { variant = null, device = 'cpu' }: FindGraphOptions = {},
): Promise<FoundGraph> {
  const config = await readJsonFile(folder, 'config.json')
  const genai = await readGenaiConfig(folder)
  if (config === null && genai === null) throw loadFailed('config.json', 'is missing')
  const variants = await listGraphVariants(folder, genai?.graphPath ?? null, device)
  const { name, path } = await chooseGraphVariant(folder, variants, variant)
  const header = await checkGraph(folder, path, config ?? {})
  const external = header.externalFiles.map((file) => posix.join(posix.dirname(path), file))
  return {
    path,
    variant: name,
    header,
    weightFiles: [posix.normalize(path), ...external.sort()],
    config: config ?? {},
    genai: genai?.model ?? {},
  }
}
