import type { Operator } from '../problems/problem.ts'

/** A number of the problem ("a"), a number everybody knows (7), or the result of an earlier step (1 is the first). */
export type Term =
  | { readonly kind: 'slot'; readonly letter: string }
  | { readonly kind: 'known'; readonly value: number }
  | { readonly kind: 'result'; readonly step: number }

export type TemplateStep = {
  /** Words that read on into the equation: "That leaves". Empty: the equation stands alone. */
  readonly lead: string
  readonly left: Term
  readonly operator: Operator
  readonly right: Term
}

export type NumberRange = { readonly min: number; readonly max: number }

/** Two terms of which the left one must be greater. */
export type Relation = { readonly greater: string; readonly lesser: string }

/** A word problem as its author wrote it, with slots for numbers, people and things. */
export type WordProblemTemplate = {
  readonly author: string
  /** Line of the author's file, from 1. */
  readonly line: number
  readonly text: string
  readonly steps: readonly TemplateStep[]
  readonly ranges: ReadonlyMap<string, NumberRange>
  readonly relations: readonly Relation[]
}

/** The letters of the numbers that the problem states, in alphabetical order. */
export function numberLetters(template: WordProblemTemplate): string[] {
  return [...new Set([...template.text.matchAll(/\{([a-z])\}/g)].map((match) => match[1] ?? ''))].sort()
}
