import type { Kind, Model } from './ask.ts'
import { countRight, type Measurement } from './measurement.ts'
import { measurementName } from './measurement-names.ts'

/** One thing to find out. It draws its own cases from its own seed, so that probes can run alone and in any order. */
export type Probe = {
  readonly id: string
  /** Without it every kind is asked. */
  readonly kinds?: readonly Kind[]
  /** Asks about `count` cases; may yield several measurements. */
  measure(model: Model, count: number): Promise<readonly Measurement[]>
}

type ProbeDefinition<T> = {
  readonly id: string
  readonly kinds?: readonly Kind[]
  readonly draw: (count: number) => readonly T[]
  readonly isRight: (model: Model, value: T) => Promise<boolean>
}

export const named = (id: string, counts: Omit<Measurement, 'id' | 'name'>): Measurement => ({
  id,
  name: measurementName(id),
  ...counts,
})

/** A probe that counts the right ones among its cases. */
export function defineProbe<T>({ id, kinds, draw, isRight }: ProbeDefinition<T>): Probe {
  return {
    id,
    ...(kinds ? { kinds } : {}),
    measure: async (model, count) => [
      named(id, await countRight(draw(count), (value) => isRight(model, value))),
    ],
  }
}

export const drawMany = <T>(count: number, draw: () => T): T[] => Array.from({ length: count }, draw)
