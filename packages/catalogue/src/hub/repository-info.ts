import { AppError } from '@trialogue/contract'
import { z } from 'zod'
import { isSafePath } from './file-names.ts'

/** A file of a repository at one commit. */
export interface RepositoryFile {
  /** Relative, with forward slashes; it may be written below a folder as it is. */
  readonly path: string
  readonly sizeBytes: number
  /** What its content must hash to: SHA-256 of a large file, git's SHA-1 of a small one. Its name in the cache. */
  readonly hash: string
}

/** What the hub, or the cache, tells of a repository at one commit. */
export interface RepositoryInfo {
  /** As the hub spells it. */
  readonly name: string
  /** The commit: 40 hex digits. */
  readonly revision: string
  readonly isGated: boolean
  readonly licence: string
  readonly languages: readonly string[]
  /** What its card says about it: `chat`, `conversational`, …. */
  readonly tags: readonly string[]
  /** What it was made from, by its card. */
  readonly baseModels: readonly string[]
  readonly files: readonly RepositoryFile[]
  /** Paths in its list that are no names of files that may be fetched: they are left alone, and told. */
  readonly refusedPaths: readonly string[]
}

const textsSchema = z
  .union([z.string().transform((one) => [one]), z.array(z.string())])
  .catch([])
  .default([])

/** Of what is much more: https://huggingface.co/docs/hub/api#get-apimodelsrepoid-or-apimodelsrepoidrevisionrevision */
const answerSchema = z.object({
  id: z.string(),
  sha: z.string().regex(/^[0-9a-f]{40}$/),
  gated: z.union([z.boolean(), z.string()]).default(false),
  tags: z.array(z.string()).catch([]).default([]),
  cardData: z
    .object({
      license: textsSchema,
      license_name: textsSchema,
      language: textsSchema,
      base_model: textsSchema,
      tags: textsSchema,
    })
    .partial()
    .nullish()
    .catch(null),
  siblings: z.array(
    z.object({
      rfilename: z.string(),
      size: z.int().nonnegative().nullish(),
      blobId: z
        .string()
        .regex(/^[0-9a-f]{40}$/)
        .nullish(),
      lfs: z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/), size: z.int().nonnegative() }).nullish(),
    }),
  ),
})

/** Understands the hub's answer. Throws HUB_UNREACHABLE when it is none that a hub gives. */
export function readRepositoryInfo(json: unknown, asked: string): RepositoryInfo {
  const parsed = answerSchema.safeParse(json)
  if (!parsed.success) {
    throw new AppError(
      'HUB_UNREACHABLE',
      'The hub’s answer cannot be understood. Check that HF_ENDPOINT is the address of a hub.',
      { details: { repository: asked }, cause: parsed.error },
    )
  }
  const { id, sha, gated, tags, cardData, siblings } = parsed.data
  const files: RepositoryFile[] = []
  const refusedPaths: string[] = []
  for (const { rfilename: path, size, blobId, lfs } of siblings) {
    const hash = lfs?.sha256 ?? blobId
    const sizeBytes = lfs?.size ?? size
    // Settings of git and the like concern nobody here.
    if (/^\.[A-Za-z0-9_-]+$/.test(path)) continue
    if (!isSafePath(path)) refusedPaths.push(path)
    else if (hash && sizeBytes !== undefined && sizeBytes !== null) files.push({ path, sizeBytes, hash })
  }
  const [licence = licenceTag(tags)] = [...(cardData?.license_name ?? []), ...(cardData?.license ?? [])]
  return {
    // A renamed repository is answered under its new name; any other name is not what was asked for.
    name: /^[A-Za-z0-9._-]+\/[A-Za-z0-9._-]+$/.test(id) ? id : asked,
    revision: sha,
    isGated: gated !== false,
    licence,
    languages: cardData?.language ?? [],
    tags: [...tags, ...(cardData?.tags ?? [])],
    baseModels: cardData?.base_model ?? [],
    files,
    refusedPaths,
  }
}

function licenceTag(tags: readonly string[]): string {
  return tags.find((tag) => tag.startsWith('license:'))?.slice('license:'.length) ?? 'unknown'
}
