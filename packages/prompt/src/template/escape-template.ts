/** A text as a template that fills to exactly that text: its braces are no placeholders. */
export function escapeTemplate(text: string): string {
  return text.replaceAll('{{', '\\{{')
}

/** The text that a template without variables stands for; what is wrong in it stays as it is written. */
export function unescapeTemplate(template: string): string {
  return template.replaceAll('\\{{', '{{')
}
