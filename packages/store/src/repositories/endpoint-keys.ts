import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'
import type { SecretBox } from '../secrets/secret-box.ts'
import { readEndpoints, type StoredEndpoint } from './endpoint-rows.ts'

/** A key as it was written down: null without one. `isReadable` is false where its secret is gone. */
export interface StoredKey {
  readonly key: string | null
  readonly isReadable: boolean
}

interface KeyColumns {
  readonly sealed_key: string | null
  readonly key_hint: string | null
}

/** Of a shorter key, four characters would be much. */
const hintedLength = 12

/** A key as it lies in the database. It opens only for the origins of these addresses. */
export function seal(box: SecretBox | null, key: string | null, urls: readonly string[]): KeyColumns {
  if (key === null || box === null) return { sealed_key: null, key_hint: null }
  const hint = key.length < hintedLength ? '' : key.slice(-4)
  return { sealed_key: box.seal(key, boundTo(urls)), key_hint: hint }
}

export async function openKey(
  queries: Kysely<Schema>,
  box: SecretBox,
  { name, urls }: StoredEndpoint,
): Promise<StoredKey> {
  const { sealed_key: sealed } = await queries
    .selectFrom('endpoints')
    .select('sealed_key')
    .where('name', '=', name)
    .executeTakeFirstOrThrow()
  if (sealed === null) return { key: null, isReadable: true }
  const key = box.open(sealed, boundTo(urls))
  return { key, isReadable: key !== null }
}

/** What becomes of the key when the addresses change to `urls`: none of another origin may get it. */
export async function carryKey(
  queries: Kysely<Schema>,
  box: SecretBox,
  stored: StoredEndpoint,
  urls: readonly string[],
): Promise<Partial<KeyColumns>> {
  if (boundTo(urls) === boundTo(stored.urls)) return {}
  if (hasOtherOrigin(urls, stored.urls)) return seal(box, null, urls)
  return seal(box, (await openKey(queries, box, stored)).key, urls)
}

export function hasOtherOrigin(urls: readonly string[], known: readonly string[]): boolean {
  const origins = originsOf(known)
  return originsOf(urls).some((origin) => !origins.includes(origin))
}

/** Seals every key anew; names the endpoints whose keys could not be opened and stay as they are. */
export async function sealAll(
  queries: Kysely<Schema>,
  box: SecretBox,
): Promise<{ readonly sealed: number; readonly unreadable: string[] }> {
  const unreadable: string[] = []
  let sealed = 0
  for (const stored of await readEndpoints(queries)) {
    if (stored.keyHint === null) continue
    const { key } = await openKey(queries, box, stored)
    if (key === null) {
      unreadable.push(stored.name)
      continue
    }
    await queries
      .updateTable('endpoints')
      .set(seal(box, key, stored.urls))
      .where('name', '=', stored.name)
      .execute()
    sealed += 1
  }
  return { sealed, unreadable }
}

/** Where a key may be sent, as it is bound to it: a row that was moved to another host opens no more. */
function boundTo(urls: readonly string[]): string {
  return JSON.stringify(originsOf(urls))
}

/** In one order, whatever the order of the addresses. */
function originsOf(urls: readonly string[]): string[] {
  return [...new Set(urls.map((url) => new URL(url).origin))].sort()
}
