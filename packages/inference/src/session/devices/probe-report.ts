import { isJsonObject } from '../../json-object.ts'

/** What a probing process tells. */
export interface ProbeReport {
  /** Why the execution provider cannot be used; null where it can. */
  readonly reason: string | null
  /** The device's name, where it is known. */
  readonly adapter: string | null
  /** It computes on the processor. */
  readonly isSoftware: boolean
  /** Milliseconds of one run of the small graph that was tried, numbers brought there and back; null where none ended. */
  readonly runMs: number | null
  /** By how much its results were off, in units of their root mean square; null where there were none. */
  readonly difference: number | null
  /** Of ONNX Runtime; null where it could not be opened. */
  readonly runtimeVersion: string | null
}

/** Of an execution provider that was not even tried. */
export function failedReport(reason: string): ProbeReport {
  return { reason, adapter: null, isSoftware: false, runMs: null, difference: null, runtimeVersion: null }
}

export function isProbeReport(value: unknown): value is ProbeReport {
  if (!isJsonObject(value)) return false
  const { reason, adapter, isSoftware, runMs, difference, runtimeVersion } = value
  return (
    [reason, adapter, runtimeVersion].every((field) => field === null || typeof field === 'string') &&
    [runMs, difference].every((field) => field === null || typeof field === 'number') &&
    typeof isSoftware === 'boolean'
  )
}
