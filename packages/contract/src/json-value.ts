import { z } from 'zod'

/** Anything that JSON can say. One schema for all, because it refers to itself: a description of the API names it once. */
export const jsonValueSchema = z.json()
