import type { Cast } from '../cast.ts'
import { type Problem, signatureOf } from '../problems/problem.ts'
import type { Random } from '../random.ts'
import { createSlotFiller } from '../slots/slot-filler.ts'
import { drawNumbers, type Equation } from './draw-numbers.ts'
import type { WordProblemTemplate } from './template.ts'

/** Where the reasoning is equations alone: naming what each one counts takes a larger model. */
const terseShare = 0.8

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
  const question = fill.sentences(template.text)
  const isTerse = random.chance(terseShare)
  const steps = template.steps.map(({ lead }, index) => {
    const equation = equations[index]
    if (!equation) throw new Error('A template has more steps than equations.')
    return isTerse || lead === ''
      ? equationText(equation)
      : `${fill.sentences(lead)} ${equationText(equation)}`
  })
  return {
    question,
    steps,
    answer: equations.at(-1)?.result ?? Number.NaN,
    stepCount: equations.length,
    signature: signatureOf(steps),
    voice: template.author,
  }
}
