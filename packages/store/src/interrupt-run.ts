import type { Generation, NumberedRunEvent, Run } from '@trialogue/contract'

/**
 * Distance between the last event that was written before the server went away and the first one after. Events reach
 * readers up to a quarter of a second before they are written, so some numbers past the last written one may be out
 * already; no number may ever name two events. A million is far more than a server publishes in that time.
 */
const sequenceGap = 1_000_000

/** A run that a server left behind, as it stands now, and the events that say so. */
export interface InterruptedRun {
  readonly run: Run
  readonly generations: Generation[]
  readonly events: NumberedRunEvent[]
}

/**
 * What becomes of a run whose server went away: generations that had not ended are interrupted and keep what they had
 * written; a run in which all had ended is simply completed. The first event is a snapshot, because readers may hold
 * text that was never written.
 */
export function interruptRun(run: Run, lastSequence: number): InterruptedRun {
  const generations = run.generations.filter(isUnfinished).map(interrupt)
  const changed = new Map(generations.map((generation) => [generation.id, generation]))
  const isInterrupted = generations.length > 0
  const after: Run = {
    ...run,
    status: isInterrupted ? 'interrupted' : 'completed',
    generations: run.generations.map((generation) => changed.get(generation.id) ?? generation),
    finishedAt: isInterrupted ? null : Math.max(...run.generations.map(({ finishedAt }) => finishedAt ?? 0)),
  }
  const first = lastSequence + sequenceGap
  return {
    run: after,
    generations,
    events: [
      { sequence: first, event: { type: 'run.snapshot', run: after } },
      {
        sequence: first + 1,
        event: { type: 'run.status', status: after.status, finishedAt: after.finishedAt },
      },
    ],
  }
}

function isUnfinished({ status }: Generation): boolean {
  return status !== 'completed' && status !== 'failed'
}

/** Not finished, so `finishedAt` stays null: it can be continued. */
function interrupt(generation: Generation): Generation {
  return { ...generation, status: 'interrupted', queuePosition: null, progress: null, finishedAt: null }
}
