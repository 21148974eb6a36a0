import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { createCast } from '../cast.ts'
import { vocabularyPieces } from '../invented.ts'
import { createRandom } from '../random.ts'
import { instantiate } from './instantiate.ts'
import { parseTemplates } from './parse-templates.ts'
import type { WordProblemTemplate } from './template.ts'

const EXAMPLES = 30
const SEED = 7

const usage = `Checks authors' files of word problems: every template is parsed, drawn and solved.

  node packages/training/src/corpus/word-problems/check-templates.ts <file.txt>…`

/** Faults of one template in a few draws: slots that do not exist, numbers that do not work out. */
function faultOf(template: WordProblemTemplate, seed: number): string | undefined {
  const random = createRandom(seed)
  const cast = createCast(random, 'train', vocabularyPieces())
  for (let draw = 0; draw < 8; draw += 1) {
    try {
      if (!instantiate(template, { random, cast }))
        return 'no numbers were found that work out (results must be whole, 1 to 199): widen its ranges'
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  }
  return undefined
}

function checkFile(path: string): boolean {
  const author = basename(path, '.txt')
  const faults: string[] = []
  const templates = parseTemplates(author, readFileSync(path, 'utf8'), (error) => faults.push(error.message))
  for (const template of templates) {
    const fault = faultOf(template, SEED + template.line)
    if (fault) faults.push(`${author}.txt:${template.line}: ${fault}`)
  }
  const random = createRandom(Date.now())
  const cast = createCast(random, 'train', vocabularyPieces())
  for (const template of random.shuffle(templates).slice(0, EXAMPLES)) {
    const problem = faults.length === 0 ? instantiate(template, { random, cast }) : undefined
    if (problem)
      console.log(`${author}.txt:${template.line}\n  ${problem.question}\n  ${problem.steps.join(' ')}`)
  }
  const counts = [1, 2, 3, 4, 5].map((n) => templates.filter(({ steps }) => steps.length === n).length)
  console.log(`${author}: ${templates.length} templates; with 1 to 5 steps: ${counts.join(', ')}`)
  for (const fault of faults) console.error(fault)
  return faults.length === 0
}

const paths = process.argv.slice(2)
if (paths.length === 0) console.log(usage)
if (!paths.map(checkFile).every(Boolean)) process.exitCode = 1
