import { z } from 'zod'
import { compileSchema, SchemaError } from '../answers/compile-schema.ts'
import { readJson } from '../answers/read-json.ts'
import { defineScorer, notScored, scored } from './define-scorer.ts'

/** Whether the answer is JSON that fits a schema. Where a page's rules forbid compiling one, it is an error score. */
export const jsonSchema = defineScorer({
  id: 'json-schema',
  type: 'boolean',
  direction: 'higher',
  options: z.strictObject({
    schema: z.record(z.string(), z.json()),
    allowFence: z.boolean().default(true),
  }),
  needs: () => ['answer'],
  async check({ schema }) {
    const compiled = await compileOrProblem(schema)
    return compiled instanceof SchemaError
      ? { key: 'schema-invalid', values: { problem: compiled.message } }
      : null
  },
  async score({ answer }, { schema, allowFence }) {
    const read = readJson(answer ?? '', allowFence)
    if (!read.isJson) return scored(false, 'json-invalid', { problem: read.problem })
    const validate = await compileOrProblem(schema)
    if (validate instanceof SchemaError)
      return notScored('error', 'schema-invalid', { problem: validate.message })
    if (validate(read.value) === true) return scored(true, 'schema-fits')
    const [first] = validate.errors ?? []
    const place = first?.instancePath ?? ''
    return scored(false, 'schema-differs', { place, problem: first?.message ?? '' })
  },
})

function compileOrProblem(schema: Readonly<Record<string, unknown>>) {
  return compileSchema(schema).catch((error: unknown) => {
    if (error instanceof SchemaError) return error
    throw error
  })
}
