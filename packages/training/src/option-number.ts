/** The number of a command line's option. Throws an Error that names the option unless it is above 0 and of its kind. */
export function optionNumber(option: string, text: string, kind: 'any' | 'whole'): number {
  const value = Number(text)
  if (value > 0 && (kind === 'any' || Number.isInteger(value))) return value
  throw new Error(`--${option} must be a ${kind === 'whole' ? 'whole ' : ''}number above 0, not "${text}".`)
}
