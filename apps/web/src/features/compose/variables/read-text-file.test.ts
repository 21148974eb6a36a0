import { describe, expect, it } from 'vitest'
import { readTextFile } from './read-text-file.ts'

const read = (...parts: (string | Uint8Array<ArrayBuffer>)[]) => readTextFile(new Blob(parts), 20)

describe('reading a file as a value', () => {
  it('gives its text, with plain line ends and without a byte order mark', async () => {
    expect(await read('\ufeff一\r\ntwo')).toEqual({ text: '一\ntwo' })
  })

  it('says why it cannot', async () => {
    expect(await read('x'.repeat(21))).toEqual({ problem: 'too-large' })
    expect(await read(new Uint8Array([0xff, 0xfe, 0x41]))).toEqual({ problem: 'not-text' })
    expect(await read('a\0b')).toEqual({ problem: 'not-text' })
  })
})
