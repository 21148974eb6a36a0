import { describe, expect, it } from 'vitest'
import { AppError, errorRecordSchema, toErrorRecord } from './index.ts'

const details = { limit: 512, tokens: 600, names: ['a', 'b'] }
const error = new AppError('CONTEXT_LENGTH_EXCEEDED', 'The input has 600 tokens, the model reads 512.', {
  details,
  cause: new Error('secret path'),
})
const generic = 'Something went wrong inside Trialogue. The server log has the details.'

describe('an error that crosses a boundary', () => {
  it('keeps code, message and details, and leaves cause and stack behind', () => {
    expect(toErrorRecord(error)).toEqual({ code: error.code, message: error.message, details })
    expect(JSON.stringify(toErrorRecord(error))).not.toContain('secret')
  })

  it('survives a structured clone and JSON as a record', () => {
    const record = toErrorRecord(error)
    expect(toErrorRecord(structuredClone(record))).toEqual(record)
    expect(toErrorRecord(JSON.parse(JSON.stringify(record)))).toEqual(record)
    expect(errorRecordSchema.parse(structuredClone(record))).toEqual(record)
  })

  it('is recognised by its code, without its class', () => {
    const thrown: unknown = Object.assign(new Error('No such prompt.'), { code: 'NOT_FOUND' })
    expect(toErrorRecord(thrown)).toEqual({ code: 'NOT_FOUND', message: 'No such prompt.', details: {} })
  })

  it('must be sent as a record: cloned itself it loses its code', () => {
    expect(toErrorRecord(structuredClone(error)).code).toBe('INTERNAL')
  })
})

describe('an error from elsewhere', () => {
  it.each([
    ['a system error', Object.assign(new Error('open /home/me/secret'), { code: 'ENOENT' })],
    ['a bug', new TypeError('x is not a function')],
    ['a string', 'boom'],
    ['nothing', undefined],
    ['a code without a message', { code: 'NOT_FOUND' }],
    ['details that are no JSON', { code: 'NOT_FOUND', message: 'm', details: { when: () => 1 } }],
  ])('is %s and shows none of its own words', (_, thrown) => {
    expect(toErrorRecord(thrown)).toEqual({ code: 'INTERNAL', message: generic, details: {} })
  })

  it('gets the code of the place that caught it', () => {
    expect(toErrorRecord(new Error('native'), 'GENERATION_FAILED')).toMatchObject({
      code: 'GENERATION_FAILED',
    })
  })
})
