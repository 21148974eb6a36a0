/** The largest file that becomes a value. */
export const maxValueBytes = 200_000

/** Why a file cannot be read: too large, or no text in UTF-8. */
export type FileProblem = 'too-large' | 'not-text'

/** The text of a file, or why it is none. Windows line ends become plain ones, a byte order mark is dropped. */
export async function readTextFile(
  file: Blob,
  maxBytes: number,
): Promise<{ readonly text: string } | { readonly problem: FileProblem }> {
  if (file.size > maxBytes) return { problem: 'too-large' }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer())
    return text.includes('\0') ? { problem: 'not-text' } : { text: text.replaceAll('\r\n', '\n') }
  } catch {
    return { problem: 'not-text' }
  }
}
