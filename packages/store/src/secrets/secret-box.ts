import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** Turns keys into what may lie in the database, and back. */
export interface SecretBox {
  /** Seals with the newest secret. What is sealed opens only with the same `boundTo`. */
  seal(text: string, boundTo: string): string
  /** Null where its secret is not at hand, or it was bound to something else, or was changed. */
  open(sealed: string, boundTo: string): string | null
}

interface SecretKey {
  /** Names the secret and tells nothing about it. */
  readonly id: string
  readonly key: Buffer
}

const algorithm = 'aes-256-gcm'
/** NIST SP 800-38D, 5.2.1.1: 96 bits of it need no further hashing; random ones are safe for 2³² texts of one key. */
const ivBytes = 12
const tagBytes = 16
const form = /^1\.([0-9a-f]{12})\.([\w-]{16})\.([\w-]{22})\.([\w-]*)$/

/** Every one of `secrets` opens, the first one seals. There is at least one. */
export function createSecretBox(secrets: readonly [string, ...string[]]): SecretBox {
  const keys = secrets.map(deriveKey)
  return {
    seal(text, boundTo) {
      const [{ id, key }] = keys as [SecretKey]
      const iv = randomBytes(ivBytes)
      const cipher = createCipheriv(algorithm, key, iv, { authTagLength: tagBytes })
      cipher.setAAD(Buffer.from(boundTo))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return ['1', id, ...[iv, cipher.getAuthTag(), body].map((bytes) => bytes.toString('base64url'))].join(
        '.',
      )
    },
    open(sealed, boundTo) {
      const [, id, iv = '', tag = '', body = ''] = form.exec(sealed) ?? []
      const key = keys.find((candidate) => candidate.id === id)?.key
      if (key === undefined) return null
      const decipher = createDecipheriv(algorithm, key, toBytes(iv), { authTagLength: tagBytes })
      decipher.setAAD(Buffer.from(boundTo))
      decipher.setAuthTag(toBytes(tag))
      try {
        return Buffer.concat([decipher.update(toBytes(body)), decipher.final()]).toString('utf8')
      } catch {
        // The tag does not fit: another origin, or other bytes.
        return null
      }
    },
  }
}

/** HKDF (RFC 5869): a secret has enough chance in it, it only has to become 256 bits. */
function deriveKey(secret: string): SecretKey {
  const derive = (purpose: string, bytes: number) =>
    Buffer.from(hkdfSync('sha256', secret, 'trialogue', purpose, bytes))
  return { id: derive('id of a secret', 6).toString('hex'), key: derive('keys of endpoints', 32) }
}

function toBytes(text: string): Buffer {
  return Buffer.from(text, 'base64url')
}
