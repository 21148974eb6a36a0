/** A token's text such that it can be seen and pressed: blanks alone would be nothing, a line break only a break. */
export function visibleText(text: string): string {
  if (text === '') return '∅'
  if (text.trim() !== '') return text
  return text
    .replaceAll('\n', '↵\n')
    .replaceAll('\t', '⇥')
    .replace(/^ +$/, (blanks) => '␣'.repeat(blanks.length))
}

/** The same in one line, for lists and names: every blank can be seen. */
export function quotedText(text: string): string {
  if (text === '') return '∅'
  return text.replaceAll('\n', '↵').replaceAll('\t', '⇥').replaceAll(' ', '␣')
}
