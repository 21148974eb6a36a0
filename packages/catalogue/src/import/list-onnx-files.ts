import type { Dirent } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

export interface SourceFile {
  /** Relative to the folder, with forward slashes. */
  readonly path: string
  readonly sizeBytes: number
}

/** Graphs, their weights, settings, tokenizers, licences: nothing that could run, and no weights of other programs. */
const usefulFile =
  /^[A-Za-z0-9_][A-Za-z0-9._-]*\.(onnx|onnx_data(_\d+)?|data|json|jinja|txt|md|model)$|^LICENSE$/

/**
 * The files of a folder that holds ONNX files already, as Hugging Face's exports (`onnx/*.onnx`) or onnxruntime-genai
 * (`genai_config.json` beside them) lay them out. Null when it holds none.
 */
export async function listOnnxFiles(folder: string): Promise<readonly SourceFile[] | null> {
  const root = await readdir(folder, { withFileTypes: true })
  const inner = await readdir(join(folder, 'onnx'), { withFileTypes: true }).catch(() => [])
  const isGenai = root.some(({ name }) => name === 'genai_config.json')
  const graphs = isGenai ? [...root, ...inner] : inner
  if (!graphs.some(({ name }) => name.endsWith('.onnx'))) return null
  const paths = [...usefulNames(root), ...usefulNames(inner).map((name) => `onnx/${name}`)]
  return Promise.all(paths.map(async (path) => ({ path, sizeBytes: (await stat(join(folder, path))).size })))
}

/** Links are followed: the cache of Hugging Face's tools is made of them. */
function usefulNames(entries: readonly Dirent[]): string[] {
  return entries
    .filter((entry) => (entry.isFile() || entry.isSymbolicLink()) && usefulFile.test(entry.name))
    .map(({ name }) => name)
    .filter((name) => name !== 'manifest.json')
    .sort()
}
