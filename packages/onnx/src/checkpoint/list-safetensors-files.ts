import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { damaged, unsupported } from './checkpoint-error.ts'

const singleFile = 'model.safetensors'
const indexFile = 'model.safetensors.index.json'

/** Names of files beside the index; nothing that could lead out of the folder. */
const fileName = /^[A-Za-z0-9_][A-Za-z0-9._-]*\.safetensors$/

/**
 * The safetensors files of a checkpoint, and the file that the index gives for each tensor (empty without an index).
 * Throws CHECKPOINT_DAMAGED for a broken index, CHECKPOINT_UNSUPPORTED when there are none.
 */
export async function listSafetensorsFiles(
  folder: string,
): Promise<{ readonly files: readonly string[]; readonly places: ReadonlyMap<string, string> }> {
  const names = await readdir(folder)
  // What is whole in one file needs no index, even where one was left beside it.
  if (names.includes(singleFile)) return { files: [singleFile], places: new Map() }
  if (names.includes(indexFile)) {
    const places = readIndex(await readFile(join(folder, indexFile), 'utf8'))
    return { files: [...new Set(places.values())].sort(), places }
  }
  const others = names.filter((name) => name.endsWith('.safetensors') && !name.startsWith('adapter'))
  if (others.length === 1) return { files: others, places: new Map() }
  if (others.length > 1) {
    throw unsupported(`The folder has several safetensors files but no ${indexFile} that puts them together.`)
  }
  const hasPickles = names.some((name) => /\.(bin|pt|pth|ckpt)$/.test(name))
  throw unsupported(
    hasPickles
      ? 'The folder has its weights as a PyTorch pickle, which is not read: it could run any code. Convert it to safetensors first.'
      : `The folder has no safetensors file (${singleFile}, or ${indexFile} and its parts).`,
  )
}

function readIndex(text: string): Map<string, string> {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch (cause) {
    throw damaged(`${indexFile} is no JSON. Download it again.`, cause)
  }
  const map = typeof parsed === 'object' && parsed !== null && 'weight_map' in parsed && parsed.weight_map
  if (typeof map !== 'object' || map === null)
    throw damaged(`${indexFile} has no weight_map. Download it again.`)
  const places = new Map<string, string>()
  for (const [tensor, file] of Object.entries(map)) {
    if (typeof file !== 'string' || !fileName.test(file)) {
      throw damaged(`${indexFile} names a file that is none of this folder: ${JSON.stringify(file)}.`)
    }
    places.set(tensor, file)
  }
  return places
}
