import { describe, expect, it } from 'vitest'
import { readCorpusFile } from '../authored/read-file.ts'
import { createCast } from '../cast.ts'
import { isHeldOut } from '../hold-out.ts'
import { syllables } from '../invented.ts'
import { results } from '../problems/problem.ts'
import { createRandom } from '../random.ts'
import { createAuthorProblems } from './author-problems.ts'
import { authorTemplates } from './author-templates.ts'
import { heldOutAuthors, trainingAuthors } from './authors.ts'
import { instantiate } from './instantiate.ts'
import { parseTemplates } from './parse-templates.ts'

describe("authors' word problems", () => {
  it.each([...trainingAuthors, ...heldOutAuthors])('can all be drawn and solve themselves: %s', (author) => {
    const random = createRandom(5)
    const cast = createCast(random, 'train', syllables())
    for (const template of parseTemplates(author, readCorpusFile(`word-problems/authors/${author}.txt`))) {
      const problem = instantiate(template, { random, cast })
      const place = `${author}.txt:${template.line}`
      expect(problem?.question, place).toMatch(/^[^[\]{}]+$/)
      const equations = [...(problem?.steps.join(' ') ?? '').matchAll(/(\d+) ([-+*/]) (\d+) = (\d+)\./g)]
      expect(equations.length, place).toBe(template.steps.length)
      for (const [, a, operator, b, result] of equations)
        expect(results[operator as keyof typeof results](Number(a), Number(b)), place).toBe(Number(result))
      expect(Number(equations.at(-1)?.[4]), place).toBe(problem?.answer)
    }
  })

  it('are many, of every number of steps', () => {
    const counts = authorTemplates('training').map((templates) => templates.length)
    expect(counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(1500)
    for (const count of counts.slice(1, 5)) expect(count).toBeGreaterThan(200)
  })

  it('are trained on or held out, never both', () => {
    expect(heldOutAuthors).toEqual(expect.arrayContaining(['greta', 'hugo']))
    const heldOut: readonly string[] = heldOutAuthors
    expect(trainingAuthors.filter((author) => heldOut.includes(author))).toEqual([])
  })

  it('measure a model in the words of the held-out authors, with held-out numbers', () => {
    const source = createAuthorProblems({ authors: 'held-out', random: createRandom(6), pieces: syllables() })
    for (let count = 0; count < 200; count++) {
      const { voice, stepCount, signature } = source.word((count % 4) + 1)
      expect(heldOutAuthors).toContain(voice)
      expect(stepCount).toBe((count % 4) + 1)
      expect(isHeldOut(signature)).toBe(true)
    }
  })
})
