import type { Engine } from '@trialogue/inference'
import {
  blankContent,
  escapeTemplate,
  type GenerationPlan,
  type PlanInput,
  planGeneration,
  type StepPlan,
} from '@trialogue/prompt'

export type Kind = PlanInput['kind']
type Body = PlanInput['body']
type Strategy = PlanInput['reasoning']['strategy']

/** How a question is asked; greedily and to the end of a paragraph where nothing else is said. */
export type Asking = {
  readonly strategy?: Strategy
  readonly maxTokens: number
  /** 0 is greedy. */
  readonly temperature?: number
  readonly seed?: number
  /** Lets a base model go on after its answer, as it does in the product. */
  readonly goesOn?: boolean
}

/** One model, asked the way the product asks it: through the same plan, rendering and engine. */
export type Model = {
  readonly kind: Kind
  /** Runs every step of a strategy. Throws an AppError with the code CONTEXT_LENGTH_EXCEEDED when the prompt is too long. */
  complete(body: Body, asking: Asking): Promise<Completion>
}

/** `text` is what the first step wrote; `hasEnded` tells that it ended by itself and not at the limit. */
export type Completion = {
  readonly text: string
  readonly answer: string | null
  readonly hasEnded: boolean
}

const { body: blankBody, reasoning: blankReasoning } = blankContent

export const textBody = (template: string): Body => ({
  ...blankBody,
  type: 'text',
  text: { template: escapeTemplate(template) },
})

export const dataBody = (data: Body['data']): Body => ({ ...blankBody, type: 'data', data })

export const chatBody = (turns: readonly { role: 'user' | 'assistant'; text: string }[]): Body => ({
  ...blankBody,
  type: 'chat',
  chat: {
    turns: turns.map(({ role, text }, at) => ({ id: String(at), role, template: escapeTemplate(text) })),
    branches: [],
  },
})

const greedy: PlanInput['parameters'] = {
  temperature: 0,
  topP: 1,
  topK: null,
  minP: 0,
  repetitionPenalty: 1,
  maxTokens: 1,
  seed: null,
  stop: [],
  exact: false,
}

type Step = { readonly text: string; readonly hasEnded: boolean }

async function runStep(
  engine: Engine,
  modelId: string,
  { prompt, maxTokens, stop }: StepPlan,
  { temperature = 0, seed = 0 }: Asking,
): Promise<Step> {
  const parameters = { ...greedy, temperature, maxTokens, stop }
  const request = { modelId, prompt, parameters, seed, topLogprobs: null }
  let text = ''
  let hasEnded = false
  for await (const event of engine.generate(request, new AbortController().signal)) {
    if (event.type === 'text') text += event.text
    if (event.type === 'finished') hasEnded = event.finishReason === 'stop'
  }
  return { text, hasEnded }
}

export function createModel(engine: Engine, modelId: string, kind: Kind): Model {
  return {
    kind,
    async complete(body, asking) {
      const { strategy = 'off', maxTokens, goesOn = false } = asking
      // A base model goes on after its answer; what it writes from there on is mostly not measured.
      const stop = kind === 'base' && !goesOn ? ['\n\n'] : []
      const plan: GenerationPlan = planGeneration({
        body,
        kind,
        values: [],
        reasoning: { ...blankReasoning, strategy, answerMaxTokens: 8 },
        parameters: { ...greedy, maxTokens, stop },
      })
      const done: (Step & Pick<StepPlan, 'kind' | 'path'>)[] = []
      for (let [step]: readonly StepPlan[] = plan.first; step !== undefined; [step] = plan.next(done)) {
        const { kind, path } = step
        done.push({ kind, path, ...(await runStep(engine, modelId, step, asking)) })
      }
      const [first] = done
      return {
        text: first?.text ?? '',
        answer: plan.extract(done).answer,
        hasEnded: first?.hasEnded ?? false,
      }
    },
  }
}
