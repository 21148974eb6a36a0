import { z } from 'zod'

/** What stands between several expected answers of one reference, as `|`; null takes the reference as one. */
export const separatorSchema = z.string().min(1).max(10).nullable().default(null)

/** The expected answers, any of which is right. */
export function listAlternatives(reference: string, separator: string | null): string[] {
  if (separator === null) return [reference]
  const parts = reference.split(separator).map((part) => part.trim())
  return parts.filter((part) => part !== '')
}
