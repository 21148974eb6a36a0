import { Tokenizer } from '@huggingface/tokenizers'
import { AppError, type EnginePrompt, type InputToken } from '@trialogue/contract'
import { countField, type JsonObject, objectsField, stringField } from '../json-object.ts'
import type { ModelFolder } from '../model-folder.ts'
import { createChatTemplate } from './chat-template.ts'
import { runWithin } from './run-within.ts'
import { readSpecialTokens } from './special-tokens.ts'
import { createTokenBytes } from './token-bytes.ts'

/** Splitting text is fast, but its patterns come with the model. */
const TIMEOUT_MS = 10_000

/** A model input: the text, special tokens spelled out, and its tokens. Never empty. */
export interface EncodedPrompt {
  readonly modelInput: string
  readonly tokenIds: readonly number[]
}

/** Between text and the tokens of one model. */
export interface ModelTokenizer {
  /**
   * A text prompt gets the tokenizer's own opening token where the tokenizer asks for one; a chat prompt goes through
   * the chat template, and its `assistantPrefix` follows. Special tokens that are spelled out in the text become
   * special tokens, as everywhere in Hugging Face's world. Token ids are taken as they are.
   * Throws CHAT_TEMPLATE_FAILED, GENERATION_FAILED, or INVALID_REQUEST when there is nothing to read or an unknown id.
   */
  encode(prompt: EnginePrompt): EncodedPrompt
  /** What a token adds to a completion: nothing if it is special; possibly a part of a character. */
  bytesOf(tokenId: number): Uint8Array
  /** How a token is shown: bytes that are no character of their own are spelled `<0xE4>`. */
  describe(tokenId: number): InputToken
}

/** Throws MODEL_LOAD_FAILED for a tokenizer that is not supported. */
export function createModelTokenizer(model: ModelFolder): ModelTokenizer {
  const tokenizer = loadTokenizer(model)
  const renderChat = createChatTemplate(model.chatTemplate, model.tokenizerConfig)
  const tokenBytes = createTokenBytes(model.tokenizer)
  const added = readAddedTokens(model.tokenizer)
  const utf8 = new TextEncoder()

  const specialTokens = readSpecialTokens(model.tokenizerConfig)
  const idOf = (name: string) => tokenizer.token_to_id(specialTokens.get(name) ?? '')

  const encodeText = (text: string, withSpecialTokens: boolean): number[] =>
    runWithin(
      TIMEOUT_MS,
      () => tokenizer.encode(text, { add_special_tokens: withSpecialTokens }).ids,
      tooSlow,
    )
  /** `add_bos_token` decides what stands before a text; where it is not set, the tokenizer's post-processor does. */
  const openingTokens = (): number[] => {
    const shouldOpen = model.tokenizerConfig['add_bos_token']
    if (shouldOpen === false) return []
    // An empty text shows what is put around every text; only the opening is wanted.
    const around = shouldOpen === true ? [idOf('bos_token')] : encodeText('', true)
    return around.filter(
      (id): id is number => id !== undefined && added.get(id)?.isSpecial === true && id !== idOf('eos_token'),
    )
  }
  const bytesOf = (tokenId: number): Uint8Array => {
    const addedToken = added.get(tokenId)
    if (addedToken !== undefined) return utf8.encode(addedToken.isSpecial ? '' : addedToken.content)
    return tokenBytes(tokenizer.id_to_token(tokenId) ?? '')
  }

  const describe = (tokenId: number): InputToken => {
    const special = added.get(tokenId)
    if (special?.isSpecial) return { id: tokenId, text: special.content, isSpecial: true }
    return { id: tokenId, text: spell(bytesOf(tokenId)), isSpecial: false }
  }
  const takeIds = (tokenIds: readonly number[]): EncodedPrompt => {
    const unknown = tokenIds.find((id) => tokenizer.id_to_token(id) === undefined)
    if (unknown !== undefined) throw unknownToken(unknown)
    // Bytes, not texts: a character may be spread over several tokens.
    const bytes = tokenIds.map((id) => (added.has(id) ? utf8.encode(added.get(id)?.content) : bytesOf(id)))
    return { modelInput: new TextDecoder().decode(Buffer.concat(bytes)), tokenIds }
  }

  return {
    encode(prompt) {
      if (prompt.form === 'tokens') return checked(takeIds(prompt.tokenIds))
      if (prompt.form === 'chat') {
        const modelInput = renderChat(prompt.messages) + prompt.assistantPrefix
        return checked({ modelInput, tokenIds: encodeText(modelInput, false) })
      }
      const textIds = encodeText(prompt.text, false)
      const opening = openingTokens()
      const openingText = opening.map((id) => added.get(id)?.content ?? '').join('')
      return checked({ modelInput: openingText + prompt.text, tokenIds: [...opening, ...textIds] })
    },
    bytesOf,
    describe,
  }
}

function loadTokenizer(model: ModelFolder): Tokenizer {
  try {
    return new Tokenizer(model.tokenizer, model.tokenizerConfig)
  } catch (cause) {
    const message = 'The model cannot be loaded: its tokenizer.json is not supported.'
    throw new AppError('MODEL_LOAD_FAILED', message, { details: { path: 'tokenizer.json' }, cause })
  }
}

type AddedToken = { readonly content: string; readonly isSpecial: boolean }

function readAddedTokens(tokenizer: JsonObject): Map<number, AddedToken> {
  const tokens = objectsField(tokenizer, 'added_tokens').map((token): [number, AddedToken] => [
    countField(token, 'id') ?? -1,
    { content: stringField(token, 'content') ?? '', isSpecial: token['special'] === true },
  ])
  return new Map(tokens)
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
