import type { Cast } from '../cast.ts'
import type { Problem } from '../problems/problem.ts'
import type { Random } from '../random.ts'
import { drawNumbers, type Equation } from './draw-numbers.ts'
import { createSlotFiller } from './render.ts'
import type { WordProblemTemplate } from './template.ts'

const equationText = ({ left, operator, right, result }: Equation) =>
  `${left} ${operator} ${right} = ${result}.`

/** One drawn problem of a template. Undefined when no numbers were found that work out. */
export function instantiate(
  template: WordProblemTemplate,
  { random, cast }: { readonly random: Random; readonly cast: Cast },
): Problem | undefined {
  const drawn = drawNumbers(template, random)
  if (!drawn) return undefined
  const { numbers, equations } = drawn
  const fill = createSlotFiller({ random, cast, numbers })
  const question = fill(template.text)
  const steps = template.steps.map(({ lead }, index) => {
    const equation = equations[index]
    if (!equation) throw new Error('A template has more steps than equations.')
    return lead === '' ? equationText(equation) : `${fill(lead)} ${equationText(equation)}`
  })
  return {
    question,
    steps,
    answer: equations.at(-1)?.result ?? Number.NaN,
    stepCount: equations.length,
    signature: equations.map(({ left, operator, right }) => `${left}${operator}${right}`).join(','),
  }
}
