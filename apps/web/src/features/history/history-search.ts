import { idSchema, type RunFilterStatus, runFilterStatusSchema } from '@trialogue/contract'
import type { RunFilters } from '../../lib/queries/run-list.ts'

/** The filters as the address has them: readable, and the same wherever it is opened. */
export type HistorySearch = {
  readonly q?: string
  readonly prompt?: string
  readonly model?: string
  readonly status?: RunFilterStatus
  /** Days as `2026-11-24`, both included, where the reader is. */
  readonly from?: string
  readonly to?: string
}

const dayPattern = /^\d{4}-\d{2}-\d{2}$/

/** Reads the filters of an address; what is none is left out. */
export function readHistorySearch(search: Readonly<Record<string, unknown>>): HistorySearch {
  const { q, prompt, model, status, from, to } = search
  const known = runFilterStatusSchema.safeParse(status)
  return {
    // The router takes digits for a number.
    ...(typeof q === 'string' || typeof q === 'number' ? { q: String(q) } : {}),
    ...(idSchema.safeParse(prompt).success ? { prompt: String(prompt) } : {}),
    ...(typeof model === 'string' && model !== '' ? { model } : {}),
    ...(known.success ? { status: known.data } : {}),
    ...(isDay(from) ? { from } : {}),
    ...(isDay(to) ? { to } : {}),
  }
}

/** The filters as the server takes them. */
export function toRunFilters({ q, prompt, model, status, from, to }: HistorySearch): RunFilters {
  return {
    ...(q === undefined || q.trim() === '' ? {} : { q }),
    ...(prompt === undefined ? {} : { promptId: prompt }),
    ...(model === undefined ? {} : { modelId: model }),
    ...(status === undefined ? {} : { status }),
    ...(from === undefined ? {} : { from: startOfDay(from, 0) }),
    ...(to === undefined ? {} : { to: startOfDay(to, 1) }),
  }
}

/** Whether anything is filtered. */
export function hasFilters(search: HistorySearch): boolean {
  return Object.keys(toRunFilters(search)).length > 0
}

function isDay(value: unknown): value is string {
  return typeof value === 'string' && dayPattern.test(value) && !Number.isNaN(Date.parse(value))
}

/** When a day begins, some days later, in the reader's time zone; in milliseconds since 1970, never below 0. */
function startOfDay(day: string, daysLater: number): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return Math.max(0, new Date(year, month - 1, date + daysLater).getTime())
}
