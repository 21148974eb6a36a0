import { formatNumber } from '../../lib/format-number.ts'

const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** A size to about three digits, in decimal units as disks and the hub have them: "538 MB", "1.2 GB". */
export function formatBytes(bytes: number, language: string): string {
  let value = bytes
  let unit = 0
  // 999.6 MB would be written as 1,000 MB.
  while (Math.round(value) >= 1_000 && unit < units.length - 1) {
    value /= 1_000
    unit += 1
  }
  return `${formatNumber(value, language, unit > 0 && value < 10 ? 1 : 0)} ${units[unit]}`
}
