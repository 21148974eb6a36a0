import { describe, expect, it } from 'vitest'
import { createCast } from '../corpus/cast.ts'
import { syllables } from '../corpus/invented.ts'
import { createRandom } from '../corpus/random.ts'
import { storyTask } from '../corpus/tasks/story.ts'
import { isStory } from './story-sentences.ts'

describe('isStory', () => {
  it('accepts every story that the corpus writes', () => {
    const random = createRandom(3)
    const context = { random, cast: createCast(random, 'held-out', syllables()), split: 'held-out' } as const
    const stories = Array.from({ length: 200 }, () => storyTask(context).answer)
    expect(stories.filter((story) => !isStory(story))).toEqual([])
  })

  const opening = 'One day Mia went to the park.'

  it('accepts corpus sentences in an order of their own', () => {
    expect(isStory(`${opening} Suddenly she saw a bell on the ground. Mia never forgot that day.`)).toBe(true)
  })

  it('refuses another name in the same story', () => {
    expect(isStory(`${opening} Tom never forgot that day.`)).toBe(false)
  })

  it('refuses a change of gender', () => {
    expect(isStory(`${opening} There she found a bell. A bird told him that the bell was magic.`)).toBe(false)
  })

  it('refuses a sentence that no story of the corpus holds', () => {
    expect(isStory(`${opening} The answer is 7.`)).toBe(false)
  })

  it('refuses a story that breaks off', () => {
    expect(isStory(`${opening} Mia never forgot`)).toBe(false)
  })
})
