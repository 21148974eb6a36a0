import { Tokenizer } from '@huggingface/tokenizers'
import { AppError, type EnginePrompt, type InputToken } from '@trialogue/contract'
import type { ModelFolder } from '../model-folder.ts'
import { readAddedTokens } from './added-tokens.ts'
import { createByteFallback } from './byte-fallback.ts'
import { type ChatTemplate, createChatTemplate } from './chat-template.ts'
import { limitPatterns } from './limit-patterns.ts'
import { findOpeningTokens } from './opening-tokens.ts'
import { createPlainTextMarker, withoutPlainTextMarks } from './plain-text-mark.ts'
import { prepareTokenizerFile } from './prepare-tokenizer-file.ts'
import { runWithin } from './run-within.ts'
import { readSpecialTokens } from './special-tokens.ts'
import { createTokenBytes, dropsFirstSpace } from './token-bytes.ts'

type ChatPrompt = Extract<EnginePrompt, { form: 'chat' }>

/** Enough for a text of megabytes, which no model can read. */
const TIMEOUT_MS = 10_000

/** A model input: the text, special tokens spelled out, and its tokens. Never empty. */
export interface EncodedPrompt {
  readonly modelInput: string
  readonly tokenIds: readonly number[]
}

/** What a tokenizer is made of. */
export type TokenizerFiles = Pick<ModelFolder, 'tokenizer' | 'tokenizerConfig' | 'chatTemplate'>

/** Between text and the tokens of one model. */
export interface ModelTokenizer {
  readonly chatTemplate: ChatTemplate
  /** The token that a text begins with, usually `<s>` or its like; null where the tokenizer asks for none. */
  readonly openingTokenId: number | null
  /**
   * A text prompt gets the tokenizer's own opening token where the tokenizer asks for one and the text does not begin
   * with it; special tokens that are spelled out in it become special tokens. A chat prompt goes through the chat
   * template, which writes all special tokens itself, and its `assistantPrefix` follows; what its messages spell out
   * stays text. Token ids are taken as they are.
   * Throws CHAT_TEMPLATE_FAILED, GENERATION_FAILED, or INVALID_REQUEST when there is nothing to read or an unknown id.
   */
  encode(prompt: EnginePrompt): EncodedPrompt
  /** Throws INVALID_REQUEST for an id that the model does not have. */
  checkIds(tokenIds: readonly number[]): void
  /**
   * What each token of a completion adds to its text: `bytesOf`, but a completion that is a text of its own, such as an
   * answer, begins without the space that SentencePiece puts before every text.
   */
  openCompletion(prompt: EnginePrompt): (tokenId: number) => Uint8Array
  /** What a token adds to a text: nothing if it is special; possibly a part of a character. */
  bytesOf(tokenId: number): Uint8Array
  /** How a token is shown: bytes that are no character of their own are spelled `<0xE4>`. */
  describe(tokenId: number): InputToken
}

/** Throws MODEL_LOAD_FAILED for a tokenizer that is not supported. */
export function createModelTokenizer(model: TokenizerFiles): ModelTokenizer {
  const tokenizer = loadTokenizer(model)
  const chatTemplate = createChatTemplate(model.chatTemplate, model.tokenizerConfig)
  const tokenBytes = createTokenBytes(model.tokenizer)
  const added = readAddedTokens(model.tokenizer, model.tokenizerConfig)
  const special = [...added.values()].filter(({ isSpecial }) => isSpecial)
  const markPlainText = createPlainTextMarker(special.map(({ content }) => content))
  const utf8 = new TextEncoder()

  const fallBack = createByteFallback(model.tokenizer, (token) => tokenizer.token_to_id(token))
  const beginText = limitPatterns(tokenizer, model.tokenizer, tooSlow)
  const encodeText = (text: string, withSpecialTokens: boolean): number[] => {
    beginText()
    const encode = () => fallBack(tokenizer.encode(text, { add_special_tokens: withSpecialTokens }))
    return runWithin(TIMEOUT_MS, encode, tooSlow)
  }
  const beginToken = readSpecialTokens(model.tokenizerConfig).get('bos_token') ?? ''
  const opening = findOpeningTokens({
    tokenizerConfig: model.tokenizerConfig,
    beginId: tokenizer.token_to_id(beginToken),
    encode: encodeText,
  })
  const bytesOf = (tokenId: number): Uint8Array => {
    const addedToken = added.get(tokenId)
    if (addedToken !== undefined) return utf8.encode(addedToken.isSpecial ? '' : addedToken.content)
    return tokenBytes(tokenizer.id_to_token(tokenId) ?? '')
  }
  /** Special tokens spelled out. */
  const textOf = (tokenIds: readonly number[]): string => {
    // Bytes, not texts: a character may be spread over several tokens.
    const bytes = tokenIds.map((id) => (added.has(id) ? utf8.encode(added.get(id)?.content) : bytesOf(id)))
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Buffer.concat(bytes))
  }
  const encodeChat = ({ messages, assistantPrefix, thinking }: ChatPrompt) => {
    const marked = messages.map(({ role, content }) => ({ role, content: markPlainText(content) }))
    const input = chatTemplate.render(marked, thinking) + markPlainText(assistantPrefix)
    return { modelInput: withoutPlainTextMarks(input), tokenIds: encodeText(input, false) }
  }

  const checkIds = (tokenIds: readonly number[]) => {
    const unknown = tokenIds.find((id) => tokenizer.id_to_token(id) === undefined)
    if (unknown !== undefined) throw unknownToken(unknown)
  }

  return {
    chatTemplate,
    openingTokenId: opening[0] ?? null,
    checkIds,
    encode(prompt) {
      if (prompt.form === 'chat') return checked(encodeChat(prompt))
      if (prompt.form === 'tokens') {
        const { tokenIds } = prompt
        checkIds(tokenIds)
        return checked({ modelInput: textOf(tokenIds), tokenIds })
      }
      const textIds = encodeText(prompt.text, false)
      if (opening.every((id, index) => textIds[index] === id)) {
        return checked({ modelInput: prompt.text, tokenIds: textIds })
      }
      return checked({ modelInput: textOf(opening) + prompt.text, tokenIds: [...opening, ...textIds] })
    },
    openCompletion(prompt) {
      let isAtStart =
        prompt.form === 'chat' && prompt.assistantPrefix === '' && dropsFirstSpace(model.tokenizer)
      return (tokenId) => {
        const bytes = bytesOf(tokenId)
        const isDropped = isAtStart && bytes[0] === 0x20
        if (bytes.length > 0) isAtStart = false
        return isDropped ? bytes.subarray(1) : bytes
      }
    },
    bytesOf,
    describe(tokenId) {
      const token = added.get(tokenId)
      if (token?.isSpecial) return { id: tokenId, text: token.content, isSpecial: true }
      return { id: tokenId, text: spell(bytesOf(tokenId)), isSpecial: false }
    },
  }
}

function loadTokenizer(model: TokenizerFiles): Tokenizer {
  try {
    return new Tokenizer(prepareTokenizerFile(model.tokenizer), model.tokenizerConfig)
  } catch (cause) {
    const message = 'The model cannot be loaded: its tokenizer.json is not supported.'
    throw new AppError('MODEL_LOAD_FAILED', message, { details: { path: 'tokenizer.json' }, cause })
  }
}

function checked(encoded: EncodedPrompt): EncodedPrompt {
  if (encoded.tokenIds.length > 0) return encoded
  throw new AppError('INVALID_REQUEST', 'There is nothing for the model to read: write a prompt.')
}

function unknownToken(tokenId: number): AppError {
  const message = `The model has no token ${tokenId}. Make the ids with the model's own tokenizer.`
  return new AppError('INVALID_REQUEST', message, { details: { tokenId } })
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function spell(bytes: Uint8Array): string {
  try {
    return strictUtf8.decode(bytes)
  } catch {
    return Array.from(bytes, (byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`).join('')
  }
}

function tooSlow(): AppError {
  const message = 'The tokenizer of this model did not end in time and was stopped. Shorten the prompt.'
  return new AppError('GENERATION_FAILED', message, { details: { reason: 'tokenizer' } })
}
