import type { Model } from './ask.ts'
import { drawMany, named, type Probe } from './probe.ts'
import { isNumber, type Question, reason } from './problem-answers.ts'
import { heldOutProblems } from './problem-probes.ts'

const samples = 5
const temperature = 0.7

/** The most frequent answer; of equally frequent ones the one that came first. Null when there is none. */
export function majority(answers: readonly (string | null)[]): string | null {
  const votes = new Map<string, number>()
  for (const answer of answers) {
    if (answer === null) continue
    const key = String(Number(answer))
    votes.set(key, (votes.get(key) ?? 0) + 1)
  }
  let winner: string | null = null
  for (const [answer, count] of votes) if (count > (votes.get(winner ?? '') ?? 0)) winner = answer
  return winner
}

async function vote(model: Model, { question }: Question): Promise<string | null> {
  const answers: (string | null)[] = []
  for (let seed = 1; seed <= samples; seed += 1) {
    answers.push(await reason(model, question, { temperature, seed }))
  }
  return majority(answers)
}

/** Self-consistency (Wang et al. 2022, 2203.11171) against one greedy chain, on the same problems; half as many cases. */
export const voteProbe: Probe = {
  id: 'vote',
  async measure(model, count) {
    const source = heldOutProblems(7300)
    const problems = drawMany(Math.ceil(count / 2), () => source.word(source.random.pick([2, 3])))
    let greedy = 0
    let voted = 0
    for (const problem of problems) {
      greedy += Number(isNumber(await reason(model, problem.question), problem.answer))
      voted += Number(isNumber(await vote(model, problem), problem.answer))
    }
    return [
      named('vote-greedy', { correct: greedy, count: problems.length }),
      named('vote-majority', { correct: voted, count: problems.length }),
    ]
  },
}
