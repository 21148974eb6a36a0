import type { Engine } from '@trialogue/inference'
import {
  blankContent,
  type GenerationPlan,
  type PlanInput,
  planGeneration,
  type StepPlan,
} from '@trialogue/prompt'

export type Kind = PlanInput['kind']
type Body = PlanInput['body']
type Strategy = PlanInput['reasoning']['strategy']

/** One model, asked the way the product asks it: greedily, through the same plan, rendering and engine. */
export type Model = {
  readonly kind: Kind
  /** Runs every step of a strategy. */
  complete(body: Body, strategy: Strategy, maxTokens: number): Promise<Completion>
}

/** `text` is what the first step wrote. */
export type Completion = { readonly text: string; readonly answer: string | null }

const { body: blankBody, reasoning: blankReasoning } = blankContent

export const textBody = (template: string): Body => ({
  ...blankBody,
  type: 'text',
  text: { template: literal(template) },
})

export const dataBody = (data: Body['data']): Body => ({ ...blankBody, type: 'data', data })

export const chatBody = (turns: readonly { role: 'user' | 'assistant'; text: string }[]): Body => ({
  ...blankBody,
  type: 'chat',
  chat: { turns: turns.map(({ role, text }, at) => ({ id: String(at), role, template: literal(text) })) },
})

/** Written so that the template engine leaves it alone. */
function literal(text: string): string {
  return text.replaceAll('{{', '\\{{')
}

export function createModel(engine: Engine, modelId: string, kind: Kind): Model {
  const parameters: PlanInput['parameters'] = {
    temperature: 0,
    topP: 1,
    topK: null,
    minP: 0,
    repetitionPenalty: 1,
    maxTokens: 1,
    seed: null,
    // A base model goes on after its answer; what it writes from there on is not measured.
    stop: kind === 'base' ? ['\n\n'] : [],
  }
  const run = async ({ prompt, maxTokens, stop }: StepPlan): Promise<string> => {
    const request = {
      modelId,
      prompt,
      parameters: { ...parameters, maxTokens, stop },
      seed: 0,
      topLogprobs: null,
    }
    let text = ''
    for await (const event of engine.generate(request, new AbortController().signal)) {
      if (event.type === 'text') text += event.text
    }
    return text
  }
  return {
    kind,
    async complete(body, strategy, maxTokens) {
      const reasoning = { ...blankReasoning, strategy, answerMaxTokens: 8 }
      const plan: GenerationPlan = planGeneration({
        body,
        kind,
        values: [],
        reasoning,
        parameters: { ...parameters, maxTokens },
      })
      const done: { kind: StepPlan['kind']; text: string }[] = []
      for (let step: StepPlan | null = plan.first; step !== null; step = plan.next(done)) {
        done.push({ kind: step.kind, text: await run(step) })
      }
      return {
        text: done[0]?.text ?? '',
        answer: plan.extract(done).answer,
      }
    },
  }
}
