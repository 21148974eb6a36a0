import type {
  Rationale,
  RationaleKey,
  ScoreCategory,
  ScorerId,
  ScorerNeed,
  ScoreType,
  TokenLogprob,
} from '@trialogue/contract'
import type { z } from 'zod'

/** What a scorer gets to see of one generation. */
export interface ScoreInput {
  /** Without its reasoning; null when there is none to be judged. */
  readonly answer: string | null
  /** The expected answer; null when the case names none. */
  readonly reference: string | null
  /** What filled the prompt's variables. */
  readonly variables: ReadonlyMap<string, string>
  /** What the model was asked, for somebody who judges. */
  readonly question: string
  /** What another variant answered to the same case; null when there is none. */
  readonly otherAnswer: string | null
  /** From the first token read to the last one written, without waiting in the queue; null until it is known. */
  readonly latencyMs: number | null
  /** Tokens written, reasoning included; null until it is known. */
  readonly completionTokens: number | null
  /** The tokens of the call that wrote the answer, with the likeliest others at each place; empty if not recorded. */
  readonly tokens: readonly TokenLogprob[]
}

/** A question to a judge. */
export interface JudgePrompt {
  readonly system: string
  readonly user: string
}

/** How likely a model finds a text behind the prompt of the case. */
export interface MeasuredLoss {
  /** Natural logarithm, of the whole text. */
  readonly logprob: number
  readonly tokenCount: number
}

/** What a scorer may ask others for: it reaches nothing by itself. */
export interface ScoreHelpers {
  readonly ask?: (prompt: JudgePrompt) => Promise<string>
  readonly lossOf?: (text: string) => Promise<MeasuredLoss>
}

/** What a scorer found, before the record is made of it. */
export type Finding =
  | {
      readonly category: 'scored'
      readonly value: boolean | number | string
      readonly rationale: Rationale
    }
  | { readonly category: Exclude<ScoreCategory, 'scored'>; readonly rationale: Rationale }

export function scored(
  value: boolean | number | string,
  key: RationaleKey,
  values: Rationale['values'] = {},
): Finding {
  return { category: 'scored', value, rationale: { key, values } }
}

export function notScored(
  category: Exclude<ScoreCategory, 'scored'>,
  key: RationaleKey,
  values: Rationale['values'] = {},
): Finding {
  return { category, rationale: { key, values } }
}

interface ScorerDefinition<Id extends ScorerId, Options> {
  readonly id: Id
  /** What its value is; a custom expression decides it itself. */
  readonly type: ScoreType | 'any'
  /** Whether more or less of its number is better; null where neither is, or it is no number. */
  readonly direction: 'higher' | 'lower' | null
  readonly options: z.ZodType<Options>
  needs(options: Options): readonly ScorerNeed[]
  /** What is wrong with options that the schema lets pass, as a pattern that is none; null when nothing is. */
  check?(options: Options): Promise<Rationale | null>
  /** Pure. What it needs is there. May throw: that is an error score. */
  score(input: ScoreInput, options: Options, helpers: ScoreHelpers): Finding | Promise<Finding>
}

/** A scorer with its options filled in. */
interface ReadyScorer {
  readonly needs: readonly ScorerNeed[]
  check(): Promise<Rationale | null>
  score(input: ScoreInput, helpers: ScoreHelpers): Promise<Finding>
}

/** One way of judging an output: an entry of the registry. */
export interface Scorer<Id extends ScorerId = ScorerId> {
  readonly id: Id
  /** Under it the page has the scorer's name, in each language. */
  readonly nameKey: `scorer.${Id}`
  readonly type: ScoreType | 'any'
  readonly direction: 'higher' | 'lower' | null
  /** For a form: JSON Schema can be made of it. */
  readonly options: z.ZodType
  /** Takes the options as they came; a rationale where they are not what the schema says. */
  prepare(options: unknown): ReadyScorer | Rationale
}

export function defineScorer<Id extends ScorerId, Options>(
  definition: ScorerDefinition<Id, Options>,
): Scorer<Id> {
  const { id, type, direction, options: schema } = definition
  return {
    id,
    nameKey: `scorer.${id}`,
    type,
    direction,
    options: schema,
    prepare(raw) {
      const parsed = schema.safeParse(raw)
      if (!parsed.success) {
        const problem = parsed.error.issues
          .map(({ path, message }) => `${path.join('.')}: ${message}`)
          .join('; ')
        return { key: 'options-invalid', values: { problem } }
      }
      const options = parsed.data
      return {
        needs: definition.needs(options),
        check: async () => (await definition.check?.(options)) ?? null,
        score: async (input, helpers) => definition.score(input, options, helpers),
      }
    },
  }
}
