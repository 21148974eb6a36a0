import { create } from 'zustand'

export const firstSteps = ['run', 'reasoning', 'save', 'compare'] as const
export type FirstStep = (typeof firstSteps)[number]

type FirstStepsState = {
  readonly done: readonly FirstStep[]
  /** Whether the list was put away. */
  readonly isDismissed: boolean
}

const storageKey = 'trialogue.first-steps'

/** What somebody new has tried already; remembered by this browser. */
export const useFirstSteps = create<FirstStepsState>()(readSteps)

/** Ticks a step; the last one puts the list away. */
export function markStep(step: FirstStep): void {
  const { done, isDismissed } = useFirstSteps.getState()
  if (isDismissed || done.includes(step)) return
  write({ done: [...done, step], isDismissed: done.length + 1 === firstSteps.length })
}

export function dismissFirstSteps(): void {
  write({ ...useFirstSteps.getState(), isDismissed: true })
}

function write(state: FirstStepsState): void {
  useFirstSteps.setState(state)
  localStorage.setItem(storageKey, state.isDismissed ? 'dismissed' : state.done.join(' '))
}

function readSteps(): FirstStepsState {
  const stored = localStorage.getItem(storageKey) ?? ''
  return {
    done: firstSteps.filter((step) => stored.split(' ').includes(step)),
    isDismissed: stored === 'dismissed',
  }
}
