import { z } from 'zod'

/**
 * A field of OpenAI's API that this server cannot honour. It is refused by its name, never dropped: an answer made
 * without it would not be the answer that was asked for. Values that ask for nothing are let through.
 */
export function unsupported(why: string, asksForNothing: (value: unknown) => boolean = () => false) {
  return z
    .unknown()
    .refine((value) => value === undefined || value === null || asksForNothing(value), {
      error: why,
      params: { code: 'unsupported_parameter' },
    })
    .optional()
    .meta({ description: `Not supported. ${why}` })
}

export const isZero = (value: unknown) => value === 0
export const isEmptyList = (value: unknown) => Array.isArray(value) && value.length === 0
export const isEmptyObject = (value: unknown) =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0
