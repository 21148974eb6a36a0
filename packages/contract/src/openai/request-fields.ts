import { z } from 'zod'
import { parametersSchema } from '../parameters.ts'
import { isEmptyObject, isZero, unsupported } from './unsupported.ts'

/** Completions that one request may ask for: prompts × `n`. */
export const maxChoices = 128

const { temperature, minP, repetitionPenalty } = parametersSchema.shape

/** More and longer than OpenAI's: a prompt has four of its own, and its reasoning strategy adds to them. */
const stopSchema = z.array(z.string().min(1).max(300)).max(8)

const penalty = unsupported(
  'These models know no frequency or presence penalty. Use `repetition_penalty` instead.',
  isZero,
)

/** Taken and put aside: it would not change what a model on this machine writes. */
export const harmless = z.unknown().optional().meta({ description: 'Accepted; it changes nothing here.' })

/** A number of tokens to write; more than the context holds means as many as it holds. */
export const tokenLimitSchema = z.int().min(0)

/**
 * What both completion endpoints take. Left out or null: OpenAI's default, never one that comes with the model.
 * https://platform.openai.com/docs/api-reference; `top_k`, `min_p` and `repetition_penalty` as in vLLM.
 */
export const requestFields = {
  model: z.string().min(1),
  n: z.int().min(1).max(maxChoices).nullish(),
  temperature: temperature.unwrap().nullish(),
  /** 0 keeps the likeliest token alone. */
  top_p: z.number().min(0).max(1).nullish(),
  /** −1 and 0 switch it off. */
  top_k: z.int().min(-1).max(1000).nullish(),
  min_p: minP.unwrap().nullish(),
  repetition_penalty: repetitionPenalty.unwrap().nullish(),
  /** Choice i is made with seed + i. Any whole number: its lowest 32 bits are used. */
  seed: z.number().refine(Number.isInteger, { error: 'A seed is a whole number.' }).nullish(),
  stop: z
    .union([stopSchema.element, stopSchema], {
      error: '`stop` is a text or a list of at most 8 texts, each of 1 to 300 characters.',
    })
    .nullish(),
  /** Our own: the same tokens whatever else runs, at the price of speed. */
  exact: z.boolean().nullish(),
  stream: z.boolean().nullish(),
  stream_options: z
    .strictObject({ include_usage: z.boolean().nullish(), include_obfuscation: harmless })
    .nullish(),
  frequency_penalty: penalty,
  presence_penalty: penalty,
  logit_bias: unsupported('The likelihood of single tokens cannot be shifted.', isEmptyObject),
  user: harmless,
}

/** Says what is wrong between two fields; for `superRefine`. */
export function refuse(context: z.RefinementCtx, param: string, message: string): void {
  context.addIssue({ code: 'custom', path: [param], message })
}

export function checkStreamOptions(
  request: { stream?: boolean | null | undefined; stream_options?: object | null | undefined },
  context: z.RefinementCtx,
): void {
  if (request.stream_options && request.stream !== true)
    refuse(context, 'stream_options', '`stream_options` goes only with `stream: true`.')
}
