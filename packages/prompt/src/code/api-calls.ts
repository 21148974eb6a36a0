import type { Message, Parameters } from '@trialogue/contract'
import type { StepPlan } from '../planning/generation-plan.ts'
import { planGeneration } from '../planning/plan-generation.ts'
import { countPaths } from '../reasoning/registry.ts'
import { appendPhrase } from '../rendering/join-text.ts'
import type { CodeInput } from './code-input.ts'
import type { Fields } from './code-value.ts'

/** The rest of a body: `options` are OpenAI's, `extras` are understood by this server and by others like it. */
export interface CallSettings {
  readonly options: Fields
  readonly extras: Fields
}

/** What the code leaves out of what the playground does. */
export type CodeRemark = 'one-chain' | 'one-sample' | 'first-call-of-several' | 'likeliest-branch'

/** What is asked of the API. */
export interface ApiCalls {
  readonly model: string
  readonly asked:
    | { readonly form: 'text'; readonly prompt: string }
    /** `begun` is how the model's answer begins; empty for an answer of its own. */
    | { readonly form: 'chat'; readonly messages: readonly Message[]; readonly begun: string }
  readonly first: CallSettings
  /** Goes on from what the first call wrote, without the blanks behind it, and from `phrase`. */
  readonly second: (CallSettings & { readonly phrase: string }) | null
  readonly remarks: readonly CodeRemark[]
}

/** Where these are left out, OpenAI's API does the same. */
const apiDefaults = { temperature: 1, top_p: 1, min_p: 0, repetition_penalty: 1 }

/** As in vLLM: the last message goes on, instead of being answered. */
const goesOn: Fields = { continue_final_message: true, add_generation_prompt: false }

/**
 * The calls that ask a model what the playground asks it. A base model is sent text, the others are sent messages. Throws
 * as `planGeneration` does.
 */
export function describeApiCalls(input: CodeInput): ApiCalls {
  const { body, kind, values, reasoning, parameters, samples } = input
  const plan = planGeneration({ body, kind, values, reasoning, parameters })
  const [planned] = plan.first
  const isBranching = planned.kind === 'branching'
  const first = isBranching ? { ...planned, maxTokens: parameters.maxTokens } : planned
  const second =
    first.kind === 'reasoning' ? plan.next([{ kind: first.kind, path: first.path, text: '…' }])[0] : undefined
  const remarks: CodeRemark[] = []
  if (isBranching) remarks.push('likeliest-branch')
  if (first.kind === 'decomposition') remarks.push('first-call-of-several')
  if (countPaths(reasoning) > 1 && !isBranching) remarks.push('one-chain')
  if (second !== undefined && samples > 1) remarks.push('one-sample')
  return {
    model: input.modelId,
    asked: toAsked(first),
    first: toSettings(first, input, second === undefined ? samples : 1),
    second:
      second === undefined
        ? null
        : {
            ...toSettings(second, input, 1),
            phrase: appendPhrase('…', plan.extractionTrigger ?? '').slice(1),
          },
    remarks,
  }
}

function toAsked({ prompt }: StepPlan): ApiCalls['asked'] {
  if (prompt.form === 'text') return { form: 'text', prompt: prompt.text }
  return { form: 'chat', messages: prompt.messages, begun: prompt.assistantPrefix }
}

function toSettings(
  { prompt, maxTokens, stop, isGreedy = false }: StepPlan,
  { parameters, heedsThinking }: CodeInput,
  choices: number,
): CallSettings {
  const isChat = prompt.form === 'chat'
  return {
    options: {
      ...withoutDefaults({ temperature: isGreedy ? 0 : parameters.temperature, top_p: parameters.topP }),
      [isChat ? 'max_completion_tokens' : 'max_tokens']: maxTokens,
      ...(stop.length === 0 ? {} : { stop }),
      ...(parameters.seed === null ? {} : { seed: parameters.seed }),
      ...(choices === 1 ? {} : { n: choices }),
    },
    extras: {
      ...readExtras(parameters),
      ...(isChat && prompt.assistantPrefix !== '' ? goesOn : {}),
      ...(isChat && heedsThinking && prompt.thinking !== undefined
        ? { chat_template_kwargs: { enable_thinking: prompt.thinking } }
        : {}),
    },
  }
}

function readExtras({ topK, minP, repetitionPenalty, exact }: Parameters): Fields {
  return {
    ...(topK === null ? {} : { top_k: topK }),
    ...withoutDefaults({ min_p: minP, repetition_penalty: repetitionPenalty }),
    ...(exact ? { exact } : {}),
  }
}

function withoutDefaults(fields: Partial<Record<keyof typeof apiDefaults, number>>): Fields {
  const names = Object.keys(fields).filter((name): name is keyof typeof apiDefaults => name in apiDefaults)
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = fields[name]
      return value === undefined || value === apiDefaults[name] ? [] : [[name, value]]
    }),
  )
}
