/** Puts the system text in front as a paragraph of its own; `text` stays exactly as it is. */
export function prependSystem(system: string, text: string): string {
  return system.trim() === '' ? text : `${system.trim()}\n\n${text}`
}

/** Goes on after a space, or at once where the text already ends with a blank or a line end. */
export function appendPhrase(text: string, phrase: string): string {
  if (phrase.trim() === '') return text
  return text === '' || /\s$/.test(text) ? text + phrase : `${text} ${phrase}`
}

/** Goes on on a line of its own. */
export function appendLine(text: string, line: string): string {
  if (line.trim() === '') return text
  return text === '' || text.endsWith('\n') ? text + line : `${text}\n${line}`
}
