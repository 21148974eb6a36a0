import { mentionsHeldOut } from '../held-out-words.ts'
import type { Split } from '../sample.ts'
import { inSplit } from './in-split.ts'
import { lazily, linesOf, phrasingLines, readPhrasing } from './read-file.ts'

/** A sentence of texts/topics.txt with the topic above it. */
type TopicSentence = { readonly topic: string; readonly text: string }

const topicSentences = lazily((path: string): TopicSentence[] => {
  let topic = ''
  return phrasingLines(path).flatMap((line) => {
    if (!line.startsWith('##')) return [{ topic, text: line }]
    topic = line.replace(/^#+\s*/, '')
    return []
  })
})

/** Sentences of the split by topic. */
export const topicsIn = lazily((split: Split): ReadonlyMap<string, readonly string[]> => {
  const topics = new Map<string, string[]>()
  for (const { topic, text } of inSplit(topicSentences('texts/topics.txt'), split, ({ text }) => text))
    topics.set(topic, [...(topics.get(topic) ?? []), text])
  return topics
})

/** Lists in a fixed order by category, so that a greedy model can answer without repeating itself. */
export const readLists = lazily((path: string): ReadonlyMap<string, readonly string[]> => {
  return new Map(
    linesOf(readPhrasing(path)).map((line) => {
      const [category = '', members = ''] = line.split(':')
      const kept = members.split(',').map((member) => member.trim())
      return [category.trim(), kept.filter((member) => !mentionsHeldOut(member))]
    }),
  )
})
