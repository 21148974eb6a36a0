import { unsupported } from './checkpoint-error.ts'

export type JsonObject = Readonly<Record<string, unknown>>

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Reads the fields of config.json; each refusal names the field. A null counts as a field that is not there. */
export function configFields(json: JsonObject) {
  const field = (name: string) => json[name] ?? undefined
  const wrong = (name: string, what: string) =>
    unsupported(`config.json cannot be understood: ${name} is ${JSON.stringify(json[name])}, not ${what}.`)

  /** A number above 0, whole where it counts something. */
  const number = (name: string, { isWhole }: { readonly isWhole: boolean }): number | undefined => {
    const value = field(name)
    if (value === undefined) return undefined
    if (typeof value !== 'number' || !(value > 0) || !Number.isFinite(value))
      throw wrong(name, 'a number above 0')
    if (isWhole && !Number.isSafeInteger(value)) throw wrong(name, 'a whole number')
    return value
  }
  const required = (name: string, value: number | undefined): number => {
    if (value === undefined) throw unsupported(`config.json cannot be understood: it does not tell ${name}.`)
    return value
  }
  return {
    field,
    count: (name: string) => number(name, { isWhole: true }),
    real: (name: string) => number(name, { isWhole: false }),
    requiredCount: (name: string) => required(name, number(name, { isWhole: true })),
    requiredReal: (name: string) => required(name, number(name, { isWhole: false })),
    flag(name: string): boolean {
      const value = field(name) ?? false
      if (typeof value !== 'boolean') throw wrong(name, 'true or false')
      return value
    },
  }
}

export type ConfigFields = ReturnType<typeof configFields>
