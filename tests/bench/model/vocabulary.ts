const asciiCount = 128

/**
 * The model's tokens: the letters that GPT-2 writes for the ASCII characters, then fillers that no text contains.
 * Every token is whole characters of its own, so that a token that is generated is a text that arrives.
 */
export function vocabulary(size: number): string[] {
  return Array.from({ length: size }, (_, id) => (id < asciiCount ? byteLetter(id) : `tok${id}`))
}

/** `bytes_to_unicode` in https://github.com/openai/gpt-2/blob/master/src/encoder.py */
function byteLetter(ascii: number): string {
  if (ascii > 32 && ascii < 127) return String.fromCharCode(ascii)
  return String.fromCharCode(256 + (ascii === 127 ? 33 : ascii))
}

/** A byte-level BPE tokenizer without merges, in the layout of tokenizer.json. */
export function tokenizerJson(tokens: readonly string[]): object {
  const byteLevel = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: false }
  return {
    added_tokens: [],
    normalizer: null,
    pre_tokenizer: byteLevel,
    post_processor: null,
    decoder: byteLevel,
    model: { type: 'BPE', vocab: Object.fromEntries(tokens.map((token, id) => [token, id])), merges: [] },
  }
}
