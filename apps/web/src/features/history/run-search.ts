import { idSchema } from '@trialogue/contract'

/** What the address of a run says besides which one it is. */
export type RunSearch = {
  /** The run it is compared with. */
  readonly with?: string
  /** The item in sight, from 1. */
  readonly item?: number
}

/** Reads the address; what is not right is left out. */
export function readRunSearch(search: Readonly<Record<string, unknown>>): RunSearch {
  const item = Number(search['item'])
  return {
    ...(idSchema.safeParse(search['with']).success ? { with: String(search['with']) } : {}),
    ...(Number.isInteger(item) && item > 1 ? { item } : {}),
  }
}
