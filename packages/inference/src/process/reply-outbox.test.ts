import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { GenerationStep } from '../generation/generation-order.ts'
import type { Reply } from './protocol.ts'
import { createReplyOutbox } from './reply-outbox.ts'

const text = (id: number, completionTokens: number, words: string): Reply => ({
  type: 'step',
  id,
  step: { type: 'text', text: words, completionTokens, logprobs: [aLogprob(completionTokens)] },
})
const aLogprob = (id: number) => ({ id, text: '', logprob: -1, alternatives: [] })
const prefilling = (id: number, doneTokens: number): Reply => ({
  type: 'step',
  id,
  step: { type: 'prefilling', doneTokens, totalTokens: 300 },
})
const failed = (id: number): Reply => ({
  type: 'failed',
  id,
  error: { code: 'GENERATION_FAILED', message: 'It failed.', details: {} },
})

describe('a reply outbox', () => {
  let sent: (readonly Reply[])[]
  let reply: (reply: Reply) => void
  beforeEach(() => {
    vi.useFakeTimers()
    sent = []
    reply = createReplyOutbox((replies) => sent.push(replies)).reply
  })
  afterEach(() => void vi.useRealTimers())

  const stepsOf = (replies: readonly Reply[] = []): GenerationStep[] =>
    replies.flatMap((one) => (one.type === 'step' ? [one.step] : []))

  it('sends what one step of the model brought in one message, at the next turn of the event loop', () => {
    const replies = [prefilling(1, 300), text(1, 1, 'a'), text(2, 1, 'b'), text(3, 40, 'c')]
    for (const one of replies) reply(one)
    expect(sent).toEqual([])
    vi.advanceTimersByTime(0)
    expect(sent).toEqual([replies])
  })

  it('merges text that goes on and progress, and sends them 16 ms after the last message', () => {
    reply(text(1, 1, 'one'))
    vi.advanceTimersByTime(1)
    for (const [index, word] of [' two', ' three', ' four'].entries()) {
      reply(text(1, index + 2, word))
      reply(prefilling(2, 64 * (index + 1)))
      vi.advanceTimersByTime(3)
    }
    expect(sent).toHaveLength(1)
    vi.advanceTimersByTime(20)
    expect(sent.slice(1).map(stepsOf)).toEqual([
      [
        { type: 'text', text: ' two three four', completionTokens: 4, logprobs: [2, 3, 4].map(aLogprob) },
        { type: 'prefilling', doneTokens: 192, totalTokens: 300 },
      ],
    ])
  })

  it('lets no first word and no end wait, and sends what came before them first', () => {
    reply(text(1, 1, 'one'))
    vi.advanceTimersByTime(1)
    reply(text(1, 2, ' two'))
    reply(text(2, 1, 'first'))
    vi.advanceTimersByTime(0)
    reply(text(1, 3, ' three'))
    reply(failed(1))
    reply(text(1, 4, ' four'))
    vi.advanceTimersByTime(0)
    expect(sent.slice(1)).toEqual([
      [text(1, 2, ' two'), text(2, 1, 'first')],
      [text(1, 3, ' three'), failed(1), text(1, 4, ' four')],
    ])
    vi.advanceTimersByTime(100)
    expect(sent).toHaveLength(3)
  })
})
