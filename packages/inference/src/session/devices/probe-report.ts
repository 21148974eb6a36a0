import { isJsonObject } from '../../json-object.ts'

/** What a probing process tells. */
export interface ProbeReport {
  /** Why the device cannot be used; null where it can. */
  readonly reason: string | null
  /** The device's name, where it is known. */
  readonly adapter: string | null
  /** It computes on the processor. */
  readonly isSoftware: boolean
}

export function isProbeReport(value: unknown): value is ProbeReport {
  if (!isJsonObject(value)) return false
  const isTextOrNull = (field: unknown) => field === null || typeof field === 'string'
  return (
    isTextOrNull(value['reason']) &&
    isTextOrNull(value['adapter']) &&
    typeof value['isSoftware'] === 'boolean'
  )
}
