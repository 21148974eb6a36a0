import { dialogConversation } from './conversations/dialog.ts'
import { instructConversation } from './conversations/instruct.ts'
import { baseDocument } from './documents/base-document.ts'
import { vocabularyPieces } from './invented.ts'
import { createProblemSource } from './problems/problem-source.ts'
import { createRandom } from './random.ts'
import type { Sample, Split, Stage } from './sample.ts'

export type CorpusOptions = {
  readonly stage: Stage
  readonly seed: number
  readonly split: Split
  /** What invented words are made of; by default the letter pieces of the committed vocabulary. */
  readonly pieces?: readonly string[]
}

/** Characters; about 300 tokens. Longer samples would be cut by the trainer's windows. */
const longestSample = 780

const lengthOf = (sample: Sample) =>
  sample.form === 'text' ? sample.text.length : sample.turns.reduce((sum, { text }) => sum + text.length, 0)

/** An endless stream of training documents of at most 780 characters; the same options give the same stream. */
export function createCorpus({
  stage,
  seed,
  split,
  pieces = vocabularyPieces(),
}: CorpusOptions): () => Sample {
  const random = createRandom(seed)
  const source = createProblemSource(random, split, pieces)
  const context = { random, cast: source.cast, split }
  const draw = (): Sample => {
    if (stage === 'base') return { form: 'text', text: baseDocument(source, context) }
    const converse = stage === 'instruct' ? instructConversation : dialogConversation
    return { form: 'conversation', turns: converse(source, context) }
  }
  return () => {
    let sample = draw()
    while (lengthOf(sample) > longestSample) sample = draw()
    return sample
  }
}
