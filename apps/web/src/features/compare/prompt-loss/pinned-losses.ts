import { create } from 'zustand'

export type PinnedLoss = { readonly reference: string; readonly lossPerToken: number }

/** Losses that a person pinned to compare with, by column id. */
export const usePinnedLosses = create<Readonly<Record<string, PinnedLoss | undefined>>>()(() => ({}))

/** Pins a column's loss; null goes back to the saved version. */
export function pinLoss(columnId: string, loss: PinnedLoss | null): void {
  usePinnedLosses.setState({ [columnId]: loss ?? undefined })
}
