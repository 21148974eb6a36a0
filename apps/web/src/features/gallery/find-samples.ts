import { type GallerySample, gallerySamples } from '@trialogue/prompt'
import type { GallerySearch } from './gallery-search.ts'

/**
 * The samples that have the topic, the kind and every word that is searched for. `describe` gives what a person reads of
 * a sample.
 */
export function findSamples(
  { q = '', topic, kind }: GallerySearch,
  describe: (sample: GallerySample) => string,
): GallerySample[] {
  const words = q.toLowerCase().split(/\s+/)
  return gallerySamples.filter((sample) => {
    if (topic !== undefined && sample.topic !== topic) return false
    if (kind !== undefined && !sample.kinds.includes(kind)) return false
    const text = describe(sample).toLowerCase()
    return words.every((word) => text.includes(word))
  })
}
