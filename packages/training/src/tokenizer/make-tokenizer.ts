import { writeFileSync } from 'node:fs'
import { createCorpus } from '../corpus/corpus.ts'
import { syllables } from '../corpus/invented.ts'
import type { Sample } from '../corpus/sample.ts'
import { trainByteLevelBpe } from './bpe.ts'

const vocabSize = 1536
const samplesPerStage = { base: 8000, instruct: 8000, dialog: 4000 } as const

/**
 * Writes wren-tokenizer.json: `node packages/training/src/tokenizer/make-tokenizer.ts`. The vocabulary is learnt with
 * syllables for invented words; from then on invented words are made of the vocabulary's own pieces.
 */
function makeTokenizer(): void {
  const textOf = (sample: Sample) =>
    sample.form === 'text' ? sample.text : sample.turns.map((turn) => turn.text).join('\n')
  const texts: string[] = []
  for (const stage of ['base', 'instruct', 'dialog'] as const) {
    const next = createCorpus({ stage, seed: 20260, split: 'train', pieces: syllables() })
    for (let count = 0; count < samplesPerStage[stage]; count++) texts.push(textOf(next()))
  }
  const file = trainByteLevelBpe(texts.join('\n'), vocabSize)
  writeFileSync(new URL('wren-tokenizer.json', import.meta.url), `${JSON.stringify(file)}\n`)
  console.log(`${Object.keys(file.model.vocab).length} pieces from ${texts.length} texts`)
}

makeTokenizer()
