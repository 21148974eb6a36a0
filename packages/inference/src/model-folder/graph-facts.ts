import { join } from 'node:path'
import { readOperators, whyPlain } from '../session/graph-operators.ts'
import { type CacheSizes, cacheSizes } from './cache-sizes.ts'
import { type FindGraphOptions, findGraph } from './find-graph.ts'
import { readPrecision } from './read-precision.ts'

/** What a folder's ONNX file tells of a model before it is loaded. */
export interface GraphFacts {
  /** The ONNX file, then those that hold its weights; relative to the folder, with forward slashes. */
  readonly weightFiles: readonly string[]
  /** As `ModelFolder` has it. */
  readonly precision: string | null
  /** Why its cache can only be kept the plain way, for people to read; null where it may be updated in place. */
  readonly plainReason: string | null
  /** Null where it does not tell. */
  readonly cache: CacheSizes | null
}

/** Reads little, whatever the file's size. Throws MODEL_LOAD_FAILED naming the file that is wrong. */
export async function readGraphFacts(folder: string, options: FindGraphOptions = {}): Promise<GraphFacts> {
  const { path, weightFiles, header } = await findGraph(folder, options)
  const graphPath = join(folder, path)
  return {
    weightFiles,
    precision: readPrecision(graphPath),
    plainReason: whyPlain(readOperators(graphPath)),
    cache: cacheSizes(header),
  }
}
