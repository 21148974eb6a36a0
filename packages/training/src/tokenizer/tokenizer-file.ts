/** The parts of a Hugging Face tokenizer.json that this family uses: byte-level BPE. */
export type TokenizerFile = {
  readonly version: '1.0'
  readonly truncation: null
  readonly padding: null
  readonly added_tokens: readonly AddedToken[]
  readonly normalizer: null
  readonly pre_tokenizer: {
    readonly type: 'Sequence'
    readonly pretokenizers: readonly [
      {
        readonly type: 'Split'
        readonly pattern: { readonly Regex: string }
        readonly behavior: 'Isolated'
        readonly invert: false
      },
      {
        readonly type: 'ByteLevel'
        readonly add_prefix_space: false
        readonly trim_offsets: true
        readonly use_regex: false
      },
    ]
  }
  readonly post_processor: null
  readonly decoder: {
    readonly type: 'ByteLevel'
    readonly add_prefix_space: boolean
    readonly trim_offsets: boolean
    readonly use_regex: boolean
  }
  readonly model: {
    readonly type: 'BPE'
    readonly dropout: null
    readonly unk_token: null
    readonly continuing_subword_prefix: null
    readonly end_of_word_suffix: null
    readonly fuse_unk: false
    readonly byte_fallback: false
    readonly vocab: Readonly<Record<string, number>>
    readonly merges: readonly string[]
  }
}

type AddedToken = {
  readonly id: number
  readonly content: string
  readonly single_word: false
  readonly lstrip: false
  readonly rstrip: false
  readonly normalized: false
  readonly special: true
}

/** In this order they are the first token ids. */
export const specialTokens = [
  '<|pad|>',
  '<|bos|>',
  '<|eos|>',
  '<|user|>',
  '<|assistant|>',
  '<|system|>',
  '<|end|>',
  '<|reserved|>',
]

/** Words with their leading space, every digit alone, punctuation, white space. */
export const splitPattern = "'(?:[sdmt]|ll|ve|re)| ?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+"
