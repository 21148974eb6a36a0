import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type Route, routes } from '../index.ts'

const table: [string, Route][] = Object.entries(routes)
const namesInPath = (path: string) => Array.from(path.matchAll(/:(\w+)/g), ([, name]) => name)
const fieldsOf = (schema: Route['params']) => (schema instanceof z.ZodObject ? Object.keys(schema.shape) : [])

describe('the route table', () => {
  it('has each method and path once, whatever its parameters are called', () => {
    const places = table.map(([, { method, path }]) => `${method} ${path.replaceAll(/:\w+/g, ':')}`)
    expect(places.filter((place, index) => places.indexOf(place) !== index)).toEqual([])
  })

  it.each(table)('%s describes the parameters of its path', (_, route) => {
    expect(fieldsOf(route.params).sort()).toEqual(namesInPath(route.path).sort())
  })

  it.each(table)('%s keeps to the habits of the API', (_, route) => {
    expect(route.summary).toMatch(/^[A-Z].*\.$/)
    if (route.method === 'GET') expect(route.body).toBeUndefined()
    if (route.stream) expect(route.method).toBe('GET')
    expect(route.response === undefined).toBe(route.status === 204)
  })

  it.each(table)('%s can be written down as JSON schema', (_, route) => {
    for (const [schema, io] of [
      [route.params, 'input'],
      [route.query, 'input'],
      [route.body, 'input'],
      [route.response, 'output'],
    ] as const) {
      if (schema === undefined) continue
      const described = z.toJSONSchema(schema, { io })
      for (const shape of described.oneOf ?? [described]) expect(shape).toHaveProperty('type', 'object')
    }
  })

  const inputs = table.flatMap(([id, { params, query, body }]) =>
    Object.entries({ params, query, body }).flatMap(([part, schema]) =>
      schema === undefined ? [] : [[id, part, schema] as const],
    ),
  )
  it.each(inputs)('%s refuses an unknown field in its %s by name', (_, _part, schema) => {
    expect(schema.safeParse({ surprise: 1 }).error?.issues).toContainEqual(
      expect.objectContaining({ code: 'unrecognized_keys', keys: ['surprise'], path: [] }),
    )
  })
})
