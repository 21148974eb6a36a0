import { describe, expect, it } from 'vitest'
import { type CompletionText, createCompletionText, type TextPiece } from './completion-text.ts'

const encode = (text: string) => new TextEncoder().encode(text)

/** Every way to look at the pieces that must not depend on how the bytes were cut. */
function read(bytes: Uint8Array, cutAfter: (index: number) => boolean, stops: string[] = []) {
  const stream: CompletionText<number> = createCompletionText(stops)
  const pieces: TextPiece<number>[] = []
  let start = 0
  for (let end = 1; end <= bytes.length; end++) {
    if (end < bytes.length && !cutAfter(end)) continue
    pieces.push(stream.push(bytes.subarray(start, end), start))
    start = end
    if (pieces.at(-1)?.isStopped) return { pieces, text: pieces.map(({ text }) => text).join('') }
  }
  pieces.push(stream.flush())
  return { pieces, text: pieces.map(({ text }) => text).join('') }
}

/** All ways to cut a few bytes, as bit patterns. */
const allCuts = (length: number) =>
  Array.from(
    { length: 2 ** (length - 1) },
    (_, pattern) => (index: number) => (pattern & (1 << (index - 1))) !== 0,
  )

describe('createCompletionText', () => {
  it('gives whole characters, however their bytes are spread over tokens', () => {
    const written = 'né 你好 👩‍👧'
    const bytes = encode(written)
    for (const every of [1, 2, 3, 5]) {
      const { pieces, text } = read(bytes, (index) => index % every === 0)
      expect(text).toBe(written)
      for (const piece of pieces)
        expect(piece.text.isWellFormed() && !piece.text.includes('\uFFFD')).toBe(true)
    }
  })

  it('drops an incomplete character at the end and keeps a real replacement character', () => {
    expect(read(encode('好👍').subarray(0, 6), () => true).text).toBe('好')
    expect(read(encode('a\uFFFDb\uFEFFc'), () => true).text).toBe('a\uFFFDb\uFEFFc')
  })

  it('shows bytes that can be no character, and goes on', () => {
    expect(read(Uint8Array.of(0x61, 0xff, 0xe4, 0x62), () => true).text).toBe('a\uFFFD\uFFFDb')
  })

  it('stops at a stop sequence across tokens and shows no part of it, for every way to cut', () => {
    for (const cut of allCuts(11))
      expect(read(encode('yes\n\nQ: no!'), cut, ['\nQ:', '!!']).text).toBe('yes\n')
    for (const cut of allCuts(9)) expect(read(encode('a你b停c'), cut, ['停']).text).toBe('a你b')
  })

  it('lets the sequence win that is complete first, for every way to cut', () => {
    for (const cut of allCuts(5)) expect(read(encode('xabcd'), cut, ['abcd', 'bc']).text).toBe('xa')
    for (const cut of allCuts(5)) expect(read(encode('xabcd'), cut, ['abc', 'bc']).text).toBe('x')
  })

  it('shows what looked like a stop sequence and was none', () => {
    for (const cut of allCuts(9))
      expect(read(encode('ab\n\nab\nQa'), cut, ['\nQ:', '\n\n\n']).text).toBe('ab\n\nab\nQa')
  })

  it('gives each note with the text in which its token begins', () => {
    const stream = createCompletionText<string>(['END'])
    expect(stream.push(encode('a'), 'a')).toMatchObject({ text: 'a', notes: ['a'] })
    const [first, second] = [encode('你').subarray(0, 1), encode('你').subarray(1)]
    expect(stream.push(first, 'first')).toMatchObject({ text: '', notes: [] })
    expect(stream.push(second, 'second')).toMatchObject({ text: '你', notes: ['first', 'second'] })
    expect(stream.push(encode('bE'), 'bE')).toMatchObject({ text: 'b', notes: ['bE'] })
    expect(stream.push(encode('N'), 'N')).toMatchObject({ text: '', notes: [] })
    expect(stream.push(encode('D?'), 'D?')).toEqual({ text: '', notes: [], isStopped: true })
  })

  it('gives the notes of held text at the end', () => {
    const stream = createCompletionText<string>(['END'])
    stream.push(encode('E'), 'E')
    stream.push(encode('N'), 'N')
    expect(stream.flush()).toMatchObject({ text: 'EN', notes: ['E', 'N'] })
  })

  it('stays fast on a long text that keeps looking like a stop sequence', () => {
    const stop = `${'a'.repeat(199)}b`
    const { text } = read(encode('a'.repeat(20_000)), () => true, [stop, stop, stop, stop])
    expect(text).toHaveLength(20_000)
  })
})
