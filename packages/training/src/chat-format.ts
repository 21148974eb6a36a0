import type { Sample } from './corpus/sample.ts'
import type { Encoder } from './tokenizer/encoder.ts'

/** Token ids of one document, and how much each of them counts as a prediction target. */
export type TokenizedSample = { readonly ids: readonly number[]; readonly weights: readonly number[] }

export const beginToken = '<|bos|>'
export const endOfTextToken = '<|eos|>'
export const endOfTurnToken = '<|end|>'
export const paddingToken = '<|pad|>'

/** What the model does not have to write itself still teaches it a little about language. */
const PROMPT_WEIGHT = 0.1

/**
 * The chat template (Jinja, as Hugging Face's tokenizer_config.json holds it) that renders a
 * conversation exactly as `tokenizeSample` does for training.
 */
export const chatTemplate =
  "{{ bos_token }}{% for message in messages %}{{ '<|' + message['role'] + '|>' + message['content'] + '<|end|>' }}" +
  "{% endfor %}{% if add_generation_prompt %}{{ '<|assistant|>' }}{% endif %}"

/** Text: `<|bos|>text<|eos|>`. Conversation: `<|bos|>`, then `<|role|>content<|end|>` for each turn. */
export function tokenizeSample(encoder: Encoder, sample: Sample): TokenizedSample {
  const begin = encoder.idOf(beginToken)
  if (sample.form === 'text') {
    const ids = [begin, ...encoder.encode(sample.text), encoder.idOf(endOfTextToken)]
    return { ids, weights: ids.map(() => 1) }
  }
  const ids = [begin]
  const weights = [0]
  const end = encoder.idOf(endOfTurnToken)
  for (const turn of sample.turns) {
    const written = [...encoder.encode(turn.text), end]
    const weight = turn.role === 'assistant' ? 1 : PROMPT_WEIGHT
    ids.push(encoder.idOf(`<|${turn.role}|>`), ...written)
    weights.push(PROMPT_WEIGHT, ...written.map(() => weight))
  }
  return { ids, weights }
}
