/** An id for a row, turn or column inside a prompt: unique enough within one prompt, and works without HTTPS. */
export function newLocalId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}
