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

/**
 * Questions, names and chance words of a page cannot be foreseen: where a page has answers, the rest counts less, or the
 * few digits of a sum would be lost among them.
 */
const PAGE_WEIGHT = 0.25

type Part = { readonly text: string; readonly weight: number }

function partsOf(text: string, answers: readonly (readonly [number, number])[] = []): Part[] {
  if (answers.length === 0) return [{ text, weight: 1 }]
  let done = 0
  const parts = answers.flatMap(([from, to]): Part[] => {
    const before = text.slice(done, from)
    done = to
    return [
      { text: before, weight: PAGE_WEIGHT },
      { text: text.slice(from, to), weight: 1 },
    ]
  })
  return [...parts, { text: text.slice(done), weight: PAGE_WEIGHT }]
}

/** Text: `<|bos|>text<|eos|>`. Conversation: `<|bos|>`, then `<|role|>content<|end|>` for each turn. */
export function tokenizeSample(encoder: Encoder, sample: Sample): TokenizedSample {
  const begin = encoder.idOf(beginToken)
  if (sample.form === 'text') {
    const ids = [begin]
    const weights = [1]
    for (const { text, weight } of partsOf(sample.text, sample.answers)) {
      const written = encoder.encode(text)
      ids.push(...written)
      weights.push(...written.map(() => weight))
    }
    return { ids: [...ids, encoder.idOf(endOfTextToken)], weights: [...weights, 1] }
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
