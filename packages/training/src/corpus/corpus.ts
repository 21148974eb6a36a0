import { typeCarelessly } from './careless.ts'
import { dialogConversation } from './conversations/dialog.ts'
import { instructConversation } from './conversations/instruct.ts'
import { readMarks } from './documents/answered.ts'
import { baseDocument } from './documents/base-document.ts'
import { arithmeticPage } from './documents/pages.ts'
import { vocabularyPieces } from './invented.ts'
import { createProblemSource } from './problems/problem-source.ts'
import { createRandom } from './random.ts'
import type { Sample, Split, Stage } from './sample.ts'

export type CorpusOptions = {
  readonly stage: Stage
  readonly seed: number
  readonly split: Split
  /**
   * `arithmetic`: pages of sums, whatever the stage; a model that cannot add learns little from problems (ADR 0010).
   * `everything`, the default: what the stage reads.
   */
  readonly lesson?: 'arithmetic' | 'everything'
  /** What invented words are made of; by default the letter pieces of the committed vocabulary. */
  readonly pieces?: readonly string[]
}

/** Share of documents and of requests that are typed without care. */
const carelessShare = 0.03

/** Characters; about 300 tokens. Longer samples would be cut by the trainer's windows. */
const longestSample = 780

const pageSample = (page: string): Sample => ({ form: 'text', ...readMarks(page) })

const lengthOf = (sample: Sample) =>
  sample.form === 'text' ? sample.text.length : sample.turns.reduce((sum, { text }) => sum + text.length, 0)

/** An endless stream of training documents of at most 780 characters; the same options give the same stream. */
export function createCorpus({
  stage,
  seed,
  split,
  lesson = 'everything',
  pieces = vocabularyPieces(),
}: CorpusOptions): () => Sample {
  const random = createRandom(seed)
  const source = createProblemSource(random, split, pieces)
  const context = { random, cast: source.cast, split }
  const asTyped = (text: string) => (random.chance(carelessShare) ? typeCarelessly(random, text) : text)
  const drawConversation = (): Sample => {
    const converse = stage === 'instruct' ? instructConversation : dialogConversation
    const turns = converse(source, context).map((turn) =>
      turn.role === 'user' ? { ...turn, text: asTyped(turn.text) } : turn,
    )
    return { form: 'conversation', turns }
  }
  const draw = (): Sample => {
    if (lesson === 'arithmetic') return pageSample(arithmeticPage(source))
    if (stage === 'base') return pageSample(asTyped(baseDocument(source, context)))
    return drawConversation()
  }
  return () => {
    let sample = draw()
    while (lengthOf(sample) > longestSample) sample = draw()
    return sample
  }
}
