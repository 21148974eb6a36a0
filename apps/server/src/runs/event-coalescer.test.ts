import { anId, createFakeClock } from '@trialogue/testing'
import { expect, it } from 'vitest'
import { EventCoalescer, type ProgressEvent } from './event-coalescer.ts'

function setUp() {
  const clock = createFakeClock()
  const published: ProgressEvent[] = []
  const coalescer = new EventCoalescer(clock, (event) => published.push(event))
  let completionTokens = 0
  const text = (generation: number, added: string, stepIndex = 0) => {
    completionTokens += 1
    coalescer.add({
      type: 'generation.text',
      generationId: anId(generation),
      stepIndex,
      text: added,
      logprobs: [],
      completionTokens,
    })
  }
  const status = (generation: number, progress: number) =>
    coalescer.add({
      type: 'generation.status',
      generationId: anId(generation),
      status: 'prefilling',
      queuePosition: null,
      progress,
    })
  const texts = () => published.map((event) => (event.type === 'generation.text' ? event.text : event.type))
  return { clock, published, coalescer, text, status, texts }
}

it('lets the first event through at once and merges what follows within 50 ms', async () => {
  const { clock, published, text, texts } = setUp()
  for (const word of ['One', ' two', ' three']) text(1, word)
  expect(texts()).toEqual(['One'])
  await clock.advance(50)
  expect(texts()).toEqual(['One', ' two three'])
  expect(published.at(-1)).toMatchObject({ completionTokens: 3 })
})

it('publishes at most 20 times a second per generation, and loses nothing', async () => {
  const { clock, published, text, texts } = setUp()
  for (let count = 0; count < 1_000; count += 1) {
    text(1, 'a')
    text(2, 'b')
    await clock.advance(1)
  }
  await clock.advance(100)
  expect(published.length).toBeLessThanOrEqual(2 * 21)
  expect([...texts().join('')].sort().join('')).toBe('a'.repeat(1_000) + 'b'.repeat(1_000))
})

it('keeps only the latest status, and never merges across steps or kinds', async () => {
  const { clock, text, status, published } = setUp()
  status(1, 0)
  status(1, 0.5)
  status(1, 0.9)
  text(1, 'x')
  text(1, 'y', 1)
  status(1, 1)
  await clock.advance(50)
  expect(published.map((event) => ('progress' in event ? event.progress : event.type))).toEqual([
    0,
    0.9,
    'generation.text',
    'generation.text',
    1,
  ])
})

it('never merges text across the moment in which its step begins again', async () => {
  const { clock, coalescer, text, texts } = setUp()
  const step = (stepIndex: number) =>
    coalescer.add({
      type: 'generation.step',
      generationId: anId(1),
      stepIndex,
      kind: 'completion',
      path: stepIndex,
      modelInput: 'Q',
      tokenIdsSha256: 'a'.repeat(64),
      promptTokens: 1,
    })
  step(0)
  text(1, 'broken')
  text(1, 'beside', 1)
  step(0)
  text(1, 'whole')
  await clock.advance(50)
  expect(texts()).toEqual(['generation.step', 'beside', 'generation.step', 'whole'])
})

it('hands over what is pending when asked, once', async () => {
  const { clock, coalescer, text, texts } = setUp()
  text(1, 'a')
  text(1, 'b')
  text(2, 'c')
  text(2, 'd')
  coalescer.flush(anId(1))
  expect(texts()).toEqual(['a', 'c', 'b'])
  await clock.advance(50)
  expect(texts()).toEqual(['a', 'c', 'b', 'd'])
})
