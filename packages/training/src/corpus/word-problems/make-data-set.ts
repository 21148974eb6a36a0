import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { drawDataSet } from './data-set.ts'
import { dataSetText } from './data-set-text.ts'

/** Writes the word problems that come with Trialogue to where the page and the server read them. */
const path = join(import.meta.dirname, '../../../../evaluation/datasets/word-problems.json')
const problems = drawDataSet()
writeFileSync(path, dataSetText(problems))
console.log(`${problems.length} word problems in ${path}`)
