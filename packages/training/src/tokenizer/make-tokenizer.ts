import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { createCast } from '../corpus/cast.ts'
import { createCorpus } from '../corpus/corpus.ts'
import { syllables } from '../corpus/invented.ts'
import { createRandom } from '../corpus/random.ts'
import type { Sample } from '../corpus/sample.ts'
import { trainingAuthors } from '../corpus/word-problems/authors.ts'
import { instantiate } from '../corpus/word-problems/instantiate.ts'
import { parseTemplates } from '../corpus/word-problems/parse-templates.ts'
import { trainByteLevelBpe } from './bpe.ts'

const vocabSize = 2048
const seed = 20261
const samplesPerStage = 2500
const drawsPerTemplate = 5
const timesEachLine = 2
const corpusFolder = join(import.meta.dirname, '..', 'corpus')

/** What the generator writes around the authors' texts: heads, requests, answers. */
function samples(): string[] {
  const textOf = (sample: Sample) =>
    sample.form === 'text' ? sample.text : sample.turns.map((turn) => turn.text).join('\n')
  return (['base', 'instruct', 'dialog'] as const).flatMap((stage) => {
    const next = createCorpus({ stage, seed, split: 'train', pieces: syllables() })
    return Array.from({ length: samplesPerStage }, () => textOf(next()))
  })
}

function wordProblems(): string[] {
  const random = createRandom(seed)
  const cast = createCast(random, 'train', syllables())
  return trainingAuthors.flatMap((author) => {
    const path = join(corpusFolder, 'word-problems', 'authors', `${author}.txt`)
    return parseTemplates(author, readFileSync(path, 'utf8')).flatMap((template) =>
      Array.from({ length: drawsPerTemplate }, () => {
        const problem = instantiate(template, { random, cast })
        return problem
          ? `${problem.question} ${problem.steps.join(' ')} The answer is ${problem.answer}.`
          : ''
      }),
    )
  })
}

/** Requests, passages, stories, dialogs as their authors wrote them, without the slots. */
function authorsLines(): string[] {
  return globSync(join(corpusFolder, 'phrasing', '*', '*.txt'))
    .sort((a, b) => basename(a).localeCompare(basename(b), 'en'))
    .flatMap((path) => readFileSync(path, 'utf8').split('\n'))
    .map((line) => line.replace(/\{\w+\}/g, '').replace(/[[\]|]/g, ' '))
    .flatMap((line) => Array<string>(timesEachLine).fill(line))
}

/**
 * Writes wren-tokenizer.json: `node packages/training/src/tokenizer/make-tokenizer.ts`. The vocabulary is learnt with
 * syllables for invented words; from then on invented words are made of the vocabulary's own pieces.
 */
function makeTokenizer(): void {
  const texts = [...samples(), ...wordProblems(), ...authorsLines()]
  const file = trainByteLevelBpe(texts.join('\n'), vocabSize)
  writeFileSync(new URL('wren-tokenizer.json', import.meta.url), `${JSON.stringify(file)}\n`)
  console.log(`${Object.keys(file.model.vocab).length} pieces from ${texts.length} texts`)
}

makeTokenizer()
