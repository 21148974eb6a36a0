/** Mends what filling leaves: spaces of empty alternatives, "a egg", "a 8-page book". */
export function mendSpacing(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/(?<!=) ([,.?!])/g, '$1')
    .replace(
      /\b([Aa]) (?=(?!one\b|once\b|eu|uni|us[aeiu]|ut[aeio]|ur[aeiou])[aeiou]|(?:8\d?|1[18])\b)/g,
      '$1n ',
    )
    .trim()
}

/**
 * The first letter of the text, also behind an opening quote, and letters after a full stop, question or exclamation
 * mark and a space. Not behind a closing quote: what follows "…?" mostly says who asked.
 */
export function beginSentences(text: string): string {
  return text.replace(
    /(^["'“(]?|[.?!] ["“(]?)([a-z])/g,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  )
}
