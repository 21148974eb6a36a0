import { type ModelKind, modelKindSchema } from '@trialogue/contract'
import { type GalleryTopic, galleryTopics } from '@trialogue/prompt'

/** The filters as the address has them. */
export type GallerySearch = {
  readonly q?: string
  readonly topic?: GalleryTopic
  readonly kind?: ModelKind
}

/** Reads the filters of an address; what is none is left out. */
export function readGallerySearch({ q, topic, kind }: Readonly<Record<string, unknown>>): GallerySearch {
  const knownTopic = galleryTopics.find((one) => one === topic)
  const knownKind = modelKindSchema.safeParse(kind)
  return {
    // The router takes digits for a number.
    ...(typeof q === 'string' || typeof q === 'number' ? { q: String(q) } : {}),
    ...(knownTopic === undefined ? {} : { topic: knownTopic }),
    ...(knownKind.success ? { kind: knownKind.data } : {}),
  }
}

/** Whether anything is filtered. */
export function isFiltered({ q = '', topic, kind }: GallerySearch): boolean {
  return q.trim() !== '' || topic !== undefined || kind !== undefined
}
