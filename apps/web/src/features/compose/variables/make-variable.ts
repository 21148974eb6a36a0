import type { PromptContent } from '@trialogue/contract'
import { countExtractable, extractVariable, isVariableName, locateVariables } from '@trialogue/prompt'
import { readTemplate, type TemplatePlace, writeTemplate } from '../editor/template-place.ts'

/** A stretch of one template, in UTF-16 offsets; without length it is where the cursor stands. */
export type Spot = { readonly place: TemplatePlace; readonly from: number; readonly to: number }

type NewVariable = { readonly name: string; readonly value: string; readonly isEverywhere: boolean }

/** Where a variable would go: what was selected last if it still stands, else the end of the prompt's main text. */
export function findSpot(content: PromptContent, active: Spot | null): Spot {
  const place = mainPlace(content)
  if (active === null || !isShown(content, active.place)) {
    const end = readTemplate(content, place).length
    return { place, from: end, to: end }
  }
  const { length } = readTemplate(content, active.place)
  return { ...active, from: Math.min(active.from, length), to: Math.min(active.to, length) }
}

/** How often the template says what is selected; 0 where that cannot become a variable. */
export function countPlaces(content: PromptContent, spot: Spot): number {
  return countExtractable(readTemplate(content, spot.place), spot)
}

/** What keeps a name from being given: `invalid`, or `taken` by a variable that has another value. */
export function findNameProblem(
  content: PromptContent,
  { name, value }: Pick<NewVariable, 'name' | 'value'>,
): 'invalid' | 'taken' | null {
  if (!isVariableName(name)) return 'invalid'
  const known = content.values.find((entry) => entry.name === name)?.value ?? ''
  return known !== '' && value !== '' && known !== value ? 'taken' : null
}

/** Puts `{{name}}` in the place of what is selected, or at the cursor, and gives it its value. */
export function makeVariable(content: PromptContent, spot: Spot, variable: NewVariable): PromptContent {
  const { name, value } = variable
  const template = readTemplate(content, spot.place)
  const text =
    spot.from === spot.to
      ? insertVariable(template, spot.from, name)
      : extractVariable(template, spot, name, variable.isEverywhere)?.template
  if (text === undefined) return content
  const written = writeTemplate(content, spot.place, text)
  return value === '' ? written : { ...written, values: setValue(written.values, name, value) }
}

/** The values with one set, added where there was none. */
export function setValue(
  values: PromptContent['values'],
  name: string,
  value: string,
): PromptContent['values'] {
  return values.some((entry) => entry.name === name)
    ? values.map((entry) => (entry.name === name ? { name, value } : entry))
    : [...values, { name, value }]
}

/** Never into another placeholder, and not after a backslash, which would make the braces plain. */
function insertVariable(template: string, offset: number, name: string): string {
  const around = locateVariables(template).find(({ from, to }) => from < offset && offset < to)
  const at = around?.to ?? offset
  const gap = template[at - 1] === '\\' ? ' ' : ''
  return `${template.slice(0, at)}${gap}{{${name}}}${template.slice(at)}`
}

function mainPlace({ body }: PromptContent): TemplatePlace {
  if (body.type === 'data') return { part: 'query', index: 0 }
  const lastTurn = body.chat.turns.at(-1)
  if (body.type === 'chat' && lastTurn !== undefined) return { part: 'turn', id: lastTurn.id }
  return { part: body.type === 'chat' ? 'system' : 'text' }
}

function isShown({ body }: PromptContent, place: TemplatePlace): boolean {
  switch (place.part) {
    case 'system':
      return true
    case 'text':
      return body.type === 'text'
    case 'preamble':
      return body.type === 'data'
    case 'query':
      return body.type === 'data' && place.index < body.data.inputHeaders.length
    case 'cell':
      return body.type === 'data' && body.data.examples.some(({ id }) => id === place.id)
    case 'turn':
      return body.type === 'chat' && body.chat.turns.some(({ id }) => id === place.id)
    default:
      return place satisfies never
  }
}
