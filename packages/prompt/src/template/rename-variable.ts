import type { PromptContent } from '@trialogue/contract'
import { locateVariables } from './inspect-template.ts'
import { mapTemplates } from './map-templates.ts'

/**
 * Gives a variable another name wherever it stands: in every template of every part, in the columns' own prompts, and with
 * its value. A value that the new name had before gives way; two values of one name are never left.
 */
export function renameVariable(content: PromptContent, from: string, to: string): PromptContent {
  if (from === to) return content
  const hasValue = content.values.some(({ name }) => name === from)
  const rename = (template: string) => renameInTemplate(template, from, to)
  return {
    ...content,
    body: mapTemplates(content.body, rename),
    columns: content.columns.map((column) =>
      column.body === null ? column : { ...column, body: mapTemplates(column.body, rename) },
    ),
    values: hasValue
      ? content.values.flatMap((entry) => {
          if (entry.name === from) return [{ ...entry, name: to }]
          return entry.name === to ? [] : [entry]
        })
      : content.values,
  }
}

/** Blanks between the braces and the name stay as they were written. */
function renameInTemplate(template: string, from: string, to: string): string {
  const places = locateVariables(template).filter(({ name }) => name === from)
  if (places.length === 0) return template
  let text = ''
  let end = 0
  for (const place of places) {
    const start = place.from + template.slice(place.from, place.to).indexOf(from)
    text += template.slice(end, start) + to
    end = start + from.length
  }
  return text + template.slice(end)
}
