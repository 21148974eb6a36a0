import { taskRequest } from '../corpus/conversations/requests.ts'
import { refusedRequest } from '../corpus/tasks/refusal.ts'
import type { TaskContext } from '../corpus/tasks/task.ts'
import { type Model, textBody } from './ask.ts'
import { defineProbe, drawMany, type Probe } from './probe.ts'
import { heldOutProblems } from './problem-probes.ts'
import { drawAnyTask, heldOutContext } from './task-probes.ts'

/** Both models that follow instructions have learnt a sentence with these words. */
async function refuses(model: Model, request: string): Promise<boolean> {
  const { text } = await model.complete(textBody(request), { maxTokens: 60 })
  return text.includes('do not know that')
}

/** How often a held-out line may come, with other countries, names and numbers in its slots. */
const mostPerLine = 4

/** Requests for what the small world does not hold, in lines that training never shows. */
function outsideRequests(count: number): string[] {
  const context = heldOutContext(8300)
  const requests = drawMany(count, () => refusedRequest(context))
  const uses = new Map<string, number>()
  return requests.filter((request) => {
    uses.set(request, (uses.get(request) ?? 0) + 1)
    return (uses.get(request) ?? 0) <= mostPerLine
  })
}

function ordinaryRequest(context: TaskContext, word: () => string): string {
  if (context.random.chance(0.2)) return word()
  return taskRequest(context.random, drawAnyTask(context))
}

const kinds = ['instruct', 'dialog'] as const

/** What lies outside is refused; ordinary tasks and problems are not. A base model has not learnt to refuse. */
export const refusalProbes: readonly Probe[] = [
  defineProbe({ id: 'refusal', kinds, draw: outsideRequests, isRight: refuses }),
  defineProbe({
    id: 'no-refusal',
    kinds,
    draw: (count) => {
      const context = heldOutContext(8400)
      const source = heldOutProblems(8450)
      return drawMany(count, () => ordinaryRequest(context, () => source.word().question))
    },
    isRight: async (model, request) => !(await refuses(model, request)),
  }),
]
