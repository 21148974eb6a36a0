import { createHash } from 'node:crypto'

/** What is wrong with a file that the hub serves. Each happens `times` times, for ever where that is left out. */
export type HubFault = { readonly times?: number } & (
  | { readonly what: 'cut'; readonly atByte: number }
  | { readonly what: 'wrong-byte'; readonly atByte: number }
  /** The list of files tells another hash than the content has. */
  | { readonly what: 'wrong-hash' }
  | { readonly what: 'status'; readonly status: number; readonly retryAfter?: string }
  /** It is listed, and not there. */
  | { readonly what: 'vanished' }
  /** Bytes without an end, and without their number. */
  | { readonly what: 'endless' }
  /** Ranges are not heeded: everything comes from the beginning. */
  | { readonly what: 'no-ranges' }
)

/** A repository as a test describes it. */
export interface HubRepository {
  readonly name: string
  readonly files: Readonly<Record<string, Uint8Array | string>>
  /** Who is let in: everybody, who has the token, or nobody. */
  readonly access?: 'open' | 'token' | 'nobody'
  /** Of its card: `license`, `language`, `base_model`, `tags`. */
  readonly card?: Readonly<Record<string, unknown>>
  /** Names that are listed although no such file is served. */
  readonly listedOnly?: readonly string[]
}

/** A file of a commit, with what the hub tells of it. */
export interface HubFile {
  readonly path: string
  readonly bytes: Buffer
  readonly sha1: string
  /** Null for what git keeps itself. */
  readonly sha256: string | null
}

/** What Hugging Face's own .gitattributes send to large-file storage. */
const large = /\.(safetensors|onnx|onnx_data(_\d+)?|data|bin|gguf)$/

export function readFiles(repository: HubRepository): ReadonlyMap<string, HubFile> {
  return new Map(
    Object.entries(repository.files).map(([path, content]) => {
      const bytes = Buffer.from(content)
      const sha1 = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
      const sha256 = large.test(path) ? createHash('sha256').update(bytes).digest('hex') : null
      return [path, { path, bytes, sha1, sha256 }]
    }),
  )
}

/** A commit's name: another content has another. */
export function commitOf(files: ReadonlyMap<string, HubFile>): string {
  const hash = createHash('sha1')
  for (const { path, sha1 } of files.values()) hash.update(`${path} ${sha1}\n`)
  return hash.digest('hex')
}
