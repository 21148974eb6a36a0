import { expect, it } from 'vitest'
import { canonicalJson, hashJson } from './canonical-json.ts'

it('writes equal values as equal text, whatever the order of their keys', () => {
  const one = { b: [1, { d: null, c: 'x' }], a: true }
  const other = { a: true, b: [1, { c: 'x', d: null }] }
  expect(canonicalJson(one)).toBe('{"a":true,"b":[1,{"c":"x","d":null}]}')
  expect(canonicalJson(other)).toBe(canonicalJson(one))
  expect(hashJson({ ...one, a: false })).not.toBe(hashJson(one))
})

it('keeps the order of lists, and leaves out what JSON leaves out', () => {
  expect(canonicalJson([2, 1])).toBe('[2,1]')
  expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}')
})

it('hashes as SHA-256 of UTF-8', () => {
  // printf '"猫"' | sha256sum
  expect(hashJson('猫')).toBe('e671a406df137bab494c0a9394469b8655aa476f25c1eaf93571ad914531497a')
})

it('treats names such as __proto__ as names', () => {
  expect(canonicalJson(JSON.parse('{"__proto__":{"x":1},"constructor":2}'))).toBe(
    '{"__proto__":{"x":1},"constructor":2}',
  )
})
