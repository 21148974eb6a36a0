import { writeFileSync } from 'node:fs'
import { createCorpus } from '../corpus/corpus.ts'
import { syllables } from '../corpus/invented.ts'
import type { Sample } from '../corpus/sample.ts'
import { trainByteLevelBpe } from './bpe.ts'

const vocabSize = 2048
const seed = 20261
const samplesPerStage = 10_000

/**
 * Writes wren-tokenizer.json: `node packages/training/src/tokenizer/make-tokenizer.ts`. The vocabulary is learnt from
 * what training reads, and from nothing else, with syllables for invented words; from then on invented words are made of
 * the vocabulary's own pieces.
 */
function makeTokenizer(): void {
  const textOf = (sample: Sample) =>
    sample.form === 'text' ? sample.text : sample.turns.map((turn) => turn.text).join('\n')
  const texts = (['base', 'instruct', 'dialog'] as const).flatMap((stage) => {
    const next = createCorpus({ stage, seed, split: 'train', pieces: syllables() })
    return Array.from({ length: samplesPerStage }, () => textOf(next()))
  })
  const file = trainByteLevelBpe(texts.join('\n'), vocabSize)
  writeFileSync(new URL('wren-tokenizer.json', import.meta.url), `${JSON.stringify(file)}\n`)
  console.log(`${Object.keys(file.model.vocab).length} pieces from ${texts.length} texts`)
}

makeTokenizer()
