import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isJsonObject, type JsonObject } from '../json-object.ts'
import { loadFailed } from './load-failed.ts'

/** An object in a JSON file of the folder; null where there is no such file. Throws MODEL_LOAD_FAILED naming the file. */
export async function readJsonFile(folder: string, path: string): Promise<JsonObject | null> {
  const text = await readTextFile(folder, path)
  if (text === null) return null
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw loadFailed(path, 'is no JSON', { cause })
  }
  if (isJsonObject(value)) return value
  throw loadFailed(path, 'is no JSON object')
}

/** Null where there is no such file, or none that can be read. */
export function readTextFile(folder: string, path: string): Promise<string | null> {
  return readFile(join(folder, path), 'utf8').catch(() => null)
}
