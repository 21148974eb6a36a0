import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

type JsonObject = Readonly<Record<string, unknown>>

/** A JSON object of the folder that is imported; empty where there is no such file, or nothing sensible in it. */
export async function readSourceJson(folder: string, name: string): Promise<JsonObject> {
  try {
    const value: unknown = JSON.parse(await readFile(join(folder, name), 'utf8'))
    return isObject(value) ? value : {}
  } catch {
    return {}
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
