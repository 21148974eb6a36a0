/** GPT-2's table: every byte has a printable letter, so that a vocabulary of bytes can be written as JSON text. */
export const byteLetters: readonly string[] = createByteLetters()

function createByteLetters(): string[] {
  const isPrintable = (byte: number) =>
    (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174
  let spare = 256
  return Array.from({ length: 256 }, (_, byte) => {
    if (isPrintable(byte)) return String.fromCharCode(byte)
    spare += 1
    return String.fromCharCode(spare - 1)
  })
}

const utf8 = new TextEncoder()

/** One letter for each UTF-8 byte of the text. */
export function toByteLetters(text: string): string[] {
  return Array.from(utf8.encode(text), (byte) => byteLetters[byte] ?? '')
}
