import { describe, expect, it } from 'vitest'
import { findHiddenCharacters, removeHiddenCharacters } from '../index.ts'

const show = (text: string) => findHiddenCharacters(text).map(({ kind, codePoint }) => `${codePoint} ${kind}`)

describe('finding hidden characters', () => {
  it.each([
    ['a\u200bb', ['U+200B zero-width-space']],
    ['a\u2060\ufeffb', ['U+2060 word-joiner', 'U+FEFF byte-order-mark']],
    ['user\u202eresu', ['U+202E bidi-override']],
    ['\u2066x\u2069', ['U+2066 bidi-override', 'U+2069 bidi-override']],
    ['a\u200eb', ['U+200E bidi-mark']],
    ['soft\u00adhyphen', ['U+00AD soft-hyphen']],
    ['bell\u0007', ['U+0007 control']],
    ['\u3164', ['U+3164 filler']],
    ['hi\u{e0069}\u{e0067}', ['U+E0069 tag', 'U+E0067 tag']],
    ['a\u200db', ['U+200D zero-width-joiner']],
    ['1\ufe0f', ['U+FE0F other']],
    ['😀\ufe0f\ufe01', ['U+FE01 other']],
  ])('in %j', (text, expected) => expect(show(text)).toEqual(expected))

  it.each([
    'Plain text,\twith tabs\r\nand lines.',
    '你好，世界　（全角空格）“引号”',
    'naïve café – “quotes” … № ½',
    '👩‍🚀 🏳️‍🌈 👩🏽‍🚀 ❤️ 1️⃣ 🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
    'می‌خواهم क्‍ष',
    '葛\u{e0100}',
  ])('none in %j', (text) => expect(show(text)).toEqual([]))

  it('says where, in lines and UTF-16 columns', () => {
    expect(findHiddenCharacters('😀\u200b\n\nab\u202e')).toEqual([
      { kind: 'zero-width-space', codePoint: 'U+200B', from: 2, to: 3, line: 1, column: 3 },
      { kind: 'bidi-override', codePoint: 'U+202E', from: 7, to: 8, line: 3, column: 3 },
    ])
  })

  it('removes them and nothing else', () => {
    expect(removeHiddenCharacters('\ufeffa\u200b👩‍🚀\u{e0041}\u202eb')).toBe('a👩‍🚀b')
  })
})
