import type { DivergentToken, Shift } from '@trialogue/contract'

/** Never by colour alone: the weight of the line says it, too. */
export const shiftLooks: Readonly<Record<Shift, string>> = {
  unshifted: '',
  marginal: 'bg-accent/16 underline decoration-2 decoration-dotted',
  shifted: 'bg-accent/38 underline decoration-4',
}

export type ShiftCounts = Readonly<Record<Shift, number>>

export function countShifts(tokens: readonly Pick<DivergentToken, 'shift'>[]): ShiftCounts {
  const counts = { unshifted: 0, marginal: 0, shifted: 0 }
  for (const { shift } of tokens) counts[shift] += 1
  return counts
}

const order = ['unshifted', 'marginal', 'shifted'] as const satisfies readonly Shift[]

/** Of the pieces of a character, the one that is shifted most. */
export function strongestShift(pieces: readonly Pick<DivergentToken, 'shift'>[]): Shift {
  const strongest = Math.max(0, ...pieces.map(({ shift }) => order.indexOf(shift)))
  return order[strongest] ?? 'unshifted'
}
