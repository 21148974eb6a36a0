/** What kind of character it is that nobody sees; bidi ones turn around the order of what is seen. */
export type HiddenCharacterKind =
  | 'zero-width-space'
  | 'zero-width-joiner'
  | 'zero-width-non-joiner'
  | 'word-joiner'
  | 'byte-order-mark'
  | 'soft-hyphen'
  | 'bidi-mark'
  | 'bidi-override'
  | 'filler'
  | 'tag'
  | 'control'
  | 'other'

/** `from` and `to` are UTF-16 offsets; `line` and `column` count from 1, columns in UTF-16 units, as editors count. */
export interface HiddenCharacter {
  readonly kind: HiddenCharacterKind
  /** `U+200B` */
  readonly codePoint: string
  readonly from: number
  readonly to: number
  readonly line: number
  readonly column: number
}

/** From, to, kind, by code point: the controls but tab and line ends, and Unicode's default ignorable code points. */
const ranges: readonly (readonly [from: number, to: number, kind: HiddenCharacterKind])[] = [
  [0x0000, 0x0008, 'control'],
  [0x000b, 0x000c, 'control'],
  [0x000e, 0x001f, 'control'],
  [0x007f, 0x009f, 'control'],
  [0x00ad, 0x00ad, 'soft-hyphen'],
  [0x034f, 0x034f, 'other'],
  [0x061c, 0x061c, 'bidi-mark'],
  [0x115f, 0x1160, 'filler'],
  [0x17b4, 0x17b5, 'other'],
  [0x180b, 0x180f, 'other'],
  [0x200b, 0x200b, 'zero-width-space'],
  [0x200c, 0x200c, 'zero-width-non-joiner'],
  [0x200d, 0x200d, 'zero-width-joiner'],
  [0x200e, 0x200f, 'bidi-mark'],
  [0x202a, 0x202e, 'bidi-override'],
  [0x2060, 0x2060, 'word-joiner'],
  [0x2061, 0x2065, 'other'],
  [0x2066, 0x2069, 'bidi-override'],
  [0x206a, 0x206f, 'other'],
  [0x3164, 0x3164, 'filler'],
  [0xfe00, 0xfe0f, 'other'],
  [0xfeff, 0xfeff, 'byte-order-mark'],
  [0xffa0, 0xffa0, 'filler'],
  [0xfff0, 0xfff8, 'other'],
  [0x1bca0, 0x1bca3, 'other'],
  [0x1d173, 0x1d17a, 'other'],
  [0xe0000, 0xe007f, 'tag'],
  [0xe0080, 0xe0fff, 'other'],
]

/** Scripts whose spelling needs joiners: Arabic and its kin, the scripts of India, Khmer, Mongolian. */
const joining = /[\p{Script=Arab}\p{Script=Syrc}\p{Script=Nkoo}\p{Script=Mong}\u0900-\u0dff\u1780-\u17ff]/u
const pictograph = /[\p{Extended_Pictographic}\p{Emoji_Modifier}]/u
const keycapBase = /[\d#*]/
const keycap = 0x20e3
const emojiStyle = 0xfe0f
const ideograph = /\p{Script=Han}/u
/** England, Scotland and Wales have flags that are spelled with tags after a black flag. */
const openFlag = /\u{1f3f4}[\u{e0061}-\u{e007a}]*$/u
const openFlagLength = 14

/**
 * The characters of a text that cannot be seen but are read by a model, in order; one pass. Leaves alone those that
 * spelling needs: joiners in Arabic, in the scripts of India and in emoji, variation selectors after emoji and ideographs.
 */
export function findHiddenCharacters(text: string): HiddenCharacter[] {
  const found: HiddenCharacter[] = []
  let line = 1
  let lineStart = 0
  for (let from = 0; from < text.length; from += 1) {
    const unit = text.charCodeAt(from)
    if (unit === 10) {
      line += 1
      lineStart = from + 1
    }
    if (isOrdinary(unit)) continue
    const code = text.codePointAt(from) ?? 0
    const to = from + (code > 0xffff ? 2 : 1)
    const kind = kindOf(code)
    if (kind !== undefined && !isSpelling(text, from, code)) {
      const codePoint = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
      found.push({ kind, codePoint, from, to, line, column: from - lineStart + 1 })
    }
    from = to - 1
  }
  return found
}

/** The text without its hidden characters. */
export function removeHiddenCharacters(text: string): string {
  let kept = ''
  let end = 0
  for (const { from, to } of findHiddenCharacters(text)) {
    kept += text.slice(end, from)
    end = to
  }
  return kept + text.slice(end)
}

/** Most of what is written, told from one UTF-16 unit: ASCII, tab and line ends, Chinese, Japanese, Korean. */
function isOrdinary(unit: number): boolean {
  if (unit < 0x7f) return unit >= 0x20 || unit === 9 || unit === 10 || unit === 13
  return unit > 0x3164 && unit < 0xd800
}

function kindOf(code: number): HiddenCharacterKind | undefined {
  return ranges.find(([from, to]) => code >= from && code <= to)?.[2]
}

function isSpelling(text: string, from: number, code: number): boolean {
  const before = signBefore(text, from)
  const afterCode = text.codePointAt(from + (code > 0xffff ? 2 : 1)) ?? 0
  if (code === 0x200c) return joining.test(before)
  if (code === 0x200d) {
    const isSign = pictograph.test(before) || before.codePointAt(0) === emojiStyle
    return joining.test(before) || (isSign && pictograph.test(String.fromCodePoint(afterCode)))
  }
  if (code === 0xfe0e || code === emojiStyle) {
    return pictograph.test(before) || (keycapBase.test(before) && afterCode === keycap)
  }
  if (code >= 0xe0100 && code <= 0xe01ef) return ideograph.test(before)
  if (code >= 0xe0020 && code <= 0xe007f) {
    return openFlag.test(text.slice(Math.max(0, from - openFlagLength), from))
  }
  return code >= 0x180b && code <= 0x180f && joining.test(before)
}

/** The whole character before an offset, '' at the beginning. */
function signBefore(text: string, offset: number): string {
  const unit = text.charCodeAt(offset - 1)
  const isPair = unit >= 0xdc00 && unit <= 0xdfff
  return text.slice(Math.max(0, offset - (isPair ? 2 : 1)), offset)
}
