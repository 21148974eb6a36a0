import type { TokenLogprob, Usage } from '@trialogue/contract'
import type { ProviderEvent } from '../providers/provider.ts'
import { type CompletionText, createCompletionText } from '../text-stream/completion-text.ts'
import type { CompletionPiece, ToldUsage } from './endpoint-protocol.ts'

type TextEvent = Extract<ProviderEvent, { type: 'text' }>

const utf8 = new TextEncoder()

/**
 * Puts a completion together from what a server tells piece by piece. Thoughts that come apart stand between `<think>`
 * and `</think>`, as models write them that are not taken apart. Stop sequences are looked for here too: servers take
 * fewer of them than a prompt may have, and some take none.
 */
export class CompletionAssembler {
  readonly #stream: CompletionText<readonly TokenLogprob[]>
  readonly #tokenIds: number[] = []
  #hasTokenIds = false
  #thoughts: 'none' | 'open' | 'closed' = 'none'
  #pieces = 0
  #logprobs = 0
  #usage: ToldUsage = {}
  #finishReason: 'stop' | 'length' | null = null
  #isStopped = false

  constructor(stops: readonly string[]) {
    this.#stream = createCompletionText(stops)
  }

  /** Whether anything was written. */
  get hasBegun(): boolean {
    return this.#pieces > 0
  }

  /** It came to a stop sequence that its server did not look for. */
  get isStopped(): boolean {
    return this.#isStopped
  }

  /** Why it ended; null while nobody has said so. */
  get finishReason(): 'stop' | 'length' | null {
    return this.#finishReason
  }

  get tokenIds(): readonly number[] | null {
    return this.#hasTokenIds ? this.#tokenIds : null
  }

  /** Null where nothing is to be shown yet. */
  take(piece: CompletionPiece): TextEvent | null {
    const { text = '', reasoning = '', logprobs = [], tokenIds, usage } = piece
    this.#usage = { ...this.#usage, ...usage }
    if (tokenIds !== undefined) {
      this.#hasTokenIds = true
      this.#tokenIds.push(...tokenIds)
    }
    this.#logprobs += logprobs.length
    if (text !== '' || reasoning !== '') this.#pieces += 1
    const event = this.#write(this.#think(reasoning), text, logprobs)
    this.#finishReason ??= piece.finishReason ?? null
    return event
  }

  /** What was held back, since it will not become a stop sequence any more. */
  end(): TextEvent | null {
    if (this.#isStopped) return null
    const { text, notes } = this.#stream.flush()
    return this.#say(text, notes)
  }

  usage(estimatedPromptTokens: number): Usage {
    const { promptTokens, completionTokens, cachedTokens = 0 } = this.#usage
    const isEstimated = promptTokens === undefined || completionTokens === undefined
    return {
      promptTokens: promptTokens ?? estimatedPromptTokens,
      completionTokens: this.#completionTokens,
      cachedTokens,
      ...(isEstimated && { isEstimated: true as const }),
    }
  }

  /** Servers send one token in each event, mostly. */
  get #completionTokens(): number {
    if (this.#usage.completionTokens !== undefined) return this.#usage.completionTokens
    return this.#hasTokenIds ? this.#tokenIds.length : Math.max(this.#logprobs, this.#pieces)
  }

  /** Stop sequences do not count in there. */
  #think(reasoning: string): string {
    if (reasoning === '') return ''
    const opening = this.#thoughts === 'open' ? '' : '<think>\n'
    this.#thoughts = 'open'
    return opening + reasoning
  }

  #write(thought: string, text: string, logprobs: readonly TokenLogprob[]): TextEvent | null {
    // Tokens of thoughts have their logprobs too; they come with the thoughts.
    if (text === '') return this.#say(thought, [logprobs])
    const closing = this.#thoughts === 'open' ? '\n</think>\n\n' : ''
    if (closing !== '') this.#thoughts = 'closed'
    const piece = this.#stream.push(utf8.encode(text), logprobs)
    if (piece.isStopped) {
      this.#isStopped = true
      this.#finishReason = 'stop'
    }
    return this.#say(thought + closing + piece.text, piece.notes)
  }

  #say(text: string, notes: readonly (readonly TokenLogprob[])[]): TextEvent | null {
    const logprobs = notes.flat()
    if (text === '' && logprobs.length === 0) return null
    return { type: 'text', text, logprobs, completionTokens: this.#completionTokens }
  }
}
