/** Bytes that are no character of their own, as the engine spells them in a token's text. */
const spelledBytes = /^(?:<0x[0-9A-F]{2}>)+$/

const utf8 = new TextEncoder()

/** The bytes that a token adds to a text. */
export function tokenBytes(text: string): Uint8Array {
  if (!spelledBytes.test(text)) return utf8.encode(text)
  return Uint8Array.from(text.match(/[0-9A-F]{2}/g) ?? [], (byte) => Number.parseInt(byte, 16))
}

/** Whether a token is only a part of a character, or of several. */
export function isPartOfCharacter(text: string): boolean {
  return spelledBytes.test(text)
}

/** As two hexadecimal digits each: `E4 BD A0`. */
export function formatBytes(text: string): string {
  return Array.from(tokenBytes(text), (byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ')
}
