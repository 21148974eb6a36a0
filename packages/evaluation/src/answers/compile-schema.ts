import type { ValidateFunction } from 'ajv'
import { loadPatterns } from '../patterns/linear-pattern.ts'

/** Thrown for what is no JSON Schema. */
export class SchemaError extends Error {}

const KEPT = 16
const compiled = new Map<string, Promise<ValidateFunction>>()

/**
 * A validator for a JSON Schema of draft 2020-12 or, where its `$schema` says so, draft 7. Patterns run in linear time.
 * Formats are not checked, and schemas are not fetched. Compiling takes milliseconds: the last few are kept.
 */
export function compileSchema(schema: Readonly<Record<string, unknown>>): Promise<ValidateFunction> {
  const key = JSON.stringify(schema)
  const known = compiled.get(key)
  if (known !== undefined) return known
  const made = compile(schema)
  compiled.set(key, made)
  const oldest = compiled.keys().next().value
  if (compiled.size > KEPT && oldest !== undefined) compiled.delete(oldest)
  return made
}

async function compile(schema: Readonly<Record<string, unknown>>): Promise<ValidateFunction> {
  const [{ Ajv }, { Ajv2020 }, compilePattern] = await Promise.all([
    import('ajv'),
    import('ajv/dist/2020.js'),
    loadPatterns(),
  ])
  // Ajv tells patterns apart by what they are as text.
  const regExp = (pattern: string) => ({ ...compilePattern(pattern), toString: () => `/${pattern}/` })
  // Ajv asks for it only when it writes validators as code.
  regExp.code = 'linearPattern'
  const isDraft7 = String(schema['$schema'] ?? '').includes('draft-07')
  const Validator = isDraft7 ? Ajv : Ajv2020
  try {
    return new Validator({ strict: false, validateFormats: false, code: { regExp } }).compile(schema)
  } catch (error) {
    throw new SchemaError(error instanceof Error ? error.message : String(error))
  }
}
