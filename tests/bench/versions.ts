import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const packageSchema = z.object({ version: z.string() })
const dependentsSchema = z.object({ dependencies: z.record(z.string(), z.string()) })
const runtime = '../../packages/inference/node_modules/onnxruntime-node/package.json'

/** What ran, by name. */
export function readVersions(withPeers: boolean): Record<string, string> {
  const peers = dependentsSchema.parse(readJson('peers/package.json'))
  return {
    'onnxruntime-node': packageSchema.parse(readJson(runtime)).version,
    ...(withPeers ? peers.dependencies : {}),
  }
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(join(import.meta.dirname, path), 'utf8'))
}
