import type { PromptContent } from '@trialogue/contract'
import { type GallerySample, gallerySamples } from '@trialogue/prompt'
import type { GallerySearch } from './gallery-search.ts'

/**
 * The samples that have the topic, the kind and every word that is searched for. `describe` gives what a person reads of
 * a sample; the words may stand in its prompt as well.
 */
export function findSamples(
  { q = '', topic, kind }: GallerySearch,
  describe: (sample: GallerySample) => string,
): GallerySample[] {
  const words = q.toLowerCase().split(/\s+/)
  return gallerySamples.filter((sample) => {
    if (topic !== undefined && sample.topic !== topic) return false
    if (kind !== undefined && !sample.kinds.includes(kind)) return false
    const text = [describe(sample), ...readPrompt(sample.content)].join(' ').toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

function readPrompt({ body: { type, text, data, chat }, values }: PromptContent): string[] {
  const filled = values.map(({ value }) => value)
  switch (type) {
    case 'text':
      return [text.template, ...filled]
    case 'data': {
      const rows = data.examples.flatMap(({ inputs, output }) => [...inputs, output])
      return [...data.inputHeaders, data.outputHeader, ...rows, ...filled]
    }
    case 'chat':
      return [...chat.turns.map(({ template }) => template), ...filled]
    default:
      return type satisfies never
  }
}
