import { z } from 'zod'

/** A UUIDv7 in its canonical form: sortable by the time it was made. */
export const idSchema = z.uuidv7()

/** Readable model ids: `wren-base`, `hf:org/name`, `endpoint:name/model`. */
export const modelIdSchema = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:/@-]*$/, 'A model id has letters, digits and . _ : / @ -')

/** Integer milliseconds since 1970. */
export const timestampSchema = z.int().nonnegative()

/** One page of a list. `nextCursor` is null on the last page. */
export function pageSchema<Item extends z.ZodType>(item: Item) {
  return z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() })
}

export const pageQuerySchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
})
