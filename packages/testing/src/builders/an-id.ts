/** A valid UUIDv7 for tests: the same for the same number, and sorted as the numbers are (0 to 2^48 - 1). */
export function anId(number: number): string {
  return `01890000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`
}
