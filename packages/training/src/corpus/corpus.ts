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

/**
 * An endless stream of training documents; the same options give the same stream. Samples hold at most about 700
 * characters (240 tokens). A dialog stream holds a quarter of instruct samples' tasks in a talking voice.
 */
export function createCorpus({
  stage,
  seed,
  split,
  pieces = vocabularyPieces(),
}: CorpusOptions): () => Sample {
  const random = createRandom(seed)
  const source = createProblemSource(random, split, pieces)
  const context = { random, cast: source.cast, split }
  return () => {
    if (stage === 'base') return { form: 'text', text: baseDocument(source, context) }
    const converse = stage === 'instruct' ? instructConversation : dialogConversation
    return { form: 'conversation', turns: converse(source, context) }
  }
}
