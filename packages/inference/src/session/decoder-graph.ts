import { AppError, type ErrorRecord } from '@trialogue/contract'

/** Types that caches and logits may have. */
export type FloatType = 'float32' | 'float16'

/** What a session tells about one of its inputs or outputs. A size that is only known at run time is a string. */
export interface ValueInfo {
  readonly name: string
  /** ONNX Runtime's name for the type of a tensor's elements; null for what is no tensor. */
  readonly type: string | null
  readonly shape: readonly (number | string)[]
}

/** The keys or the values of one layer: [batch, heads, tokens, headSize]. */
export interface CacheShape {
  /** `N.key` or `N.value`: fed as `past_key_values.<name>`, given back as `present.<name>`. */
  readonly name: string
  readonly type: FloatType
  readonly heads: number
  readonly headSize: number
}

/** What a decoder's ONNX file asks for and gives. */
export interface DecoderGraph {
  /**
   * `slots`: our own files, which take lengths per row and give only the wanted logits. `hugging-face`: an attention
   * mask, and the logits of all positions, as Hugging Face's exports and onnxruntime-genai have it.
   */
  readonly layout: 'slots' | 'hugging-face'
  /** Inputs besides the caches. */
  readonly inputNames: ReadonlySet<string>
  readonly caches: readonly CacheShape[]
  readonly logitsType: FloatType
  /** Null where the file does not tell. */
  readonly vocabularySize: number | null
}

const layouts = {
  slots: ['input_ids', 'seqlens_k', 'total_sequence_length', 'logit_rows'],
  // The last one is 0 for the logits of all positions; some of Optimum's exports ask for it.
  'hugging-face': ['input_ids', 'attention_mask', 'position_ids', 'num_logits_to_keep'],
} as const

const pastPrefix = 'past_key_values.'

/** Throws MODEL_LOAD_FAILED, naming what is missing or not supported. */
export function describeDecoderGraph(
  inputs: readonly ValueInfo[],
  outputs: readonly ValueInfo[],
): DecoderGraph {
  const caches = inputs.filter(({ name }) => name.startsWith(pastPrefix)).map(describeCache)
  const names = new Set(inputs.map(({ name }) => name).filter((name) => !name.startsWith(pastPrefix)))
  const layout = names.has('seqlens_k') ? 'slots' : 'hugging-face'
  const known: readonly string[] = layouts[layout]
  const unknown = [...names].filter((name) => !known.includes(name))
  if (unknown.length > 0) {
    throw unsupported(`asks for inputs that are not supported (${unknown.join(', ')})`, { inputs: unknown })
  }
  const needed = ['logits', ...caches.map(({ name }) => `present.${name}`)]
  const missing = needed.filter((name) => !outputs.some((output) => output.name === name))
  if (missing.length > 0) {
    throw unsupported(`lacks outputs that a decoder needs (${missing.join(', ')})`, { outputs: missing })
  }
  if (!names.has('input_ids') || caches.length === 0) {
    throw unsupported('is no decoder: it lacks the inputs "input_ids" and "past_key_values"', {})
  }
  const logits = outputs.find(({ name }) => name === 'logits')
  const vocabularySize = logits?.shape.at(-1)
  return {
    layout,
    inputNames: names,
    caches,
    logitsType: floatType('logits', logits?.type ?? null),
    vocabularySize: typeof vocabularySize === 'number' ? vocabularySize : null,
  }
}

function describeCache({ name, type, shape }: ValueInfo): CacheShape {
  const [, heads, , headSize] = shape
  if (shape.length !== 4 || typeof heads !== 'number' || typeof headSize !== 'number') {
    throw unsupported(`has a cache of an unknown shape (${name} [${shape.join(', ')}])`, { input: name })
  }
  return { name: name.slice(pastPrefix.length), type: floatType(name, type), heads, headSize }
}

function floatType(name: string, type: string | null): FloatType {
  if (type === 'float32' || type === 'float16') return type
  throw unsupported(`has "${name}" as ${type ?? 'no tensor'}, not as float32 or float16`, { name })
}

function unsupported(problem: string, details: NonNullable<ErrorRecord['details']>): AppError {
  const message = `The model cannot be loaded: its ONNX file ${problem}.`
  return new AppError('MODEL_LOAD_FAILED', message, { details })
}
