import { unescapeTemplate } from './escape-template.ts'
import { locateVariables } from './inspect-template.ts'

/** A stretch of a template, in UTF-16 offsets. */
interface Stretch {
  readonly from: number
  readonly to: number
}

interface Extraction {
  readonly template: string
  /** What fills the variable so that the filled text stays the same. */
  readonly value: string
}

/**
 * Puts `{{name}}` in the place of a stretch of text, and of every other stretch that says the same when `isEverywhere`.
 * Null where the stretch cuts through a placeholder or holds one (its value would not be expanded), or follows a backslash.
 */
export function extractVariable(
  template: string,
  stretch: Stretch,
  name: string,
  isEverywhere = false,
): Extraction | null {
  const stretches = findExtractable(template, stretch)
  if (stretches === null) return null
  const chosen = isEverywhere ? stretches : [stretch]
  let text = ''
  let end = 0
  for (const { from, to } of chosen) {
    text += `${template.slice(end, from)}{{${name}}}`
    end = to
  }
  return {
    template: text + template.slice(end),
    value: unescapeTemplate(template.slice(stretch.from, stretch.to)),
  }
}

/** In how many places a template says what a stretch of it says; 0 where it cannot become a variable. */
export function countExtractable(template: string, stretch: Stretch): number {
  return findExtractable(template, stretch)?.length ?? 0
}

/** The stretch and all others with the same text, in order and without overlaps; null where it touches a placeholder. */
function findExtractable(template: string, stretch: Stretch): Stretch[] | null {
  const variables = locateVariables(template)
  // After a backslash the placeholder's own braces would be plain text.
  const isFree = ({ from, to }: Stretch) =>
    template[from - 1] !== '\\' && variables.every((variable) => variable.to <= from || variable.from >= to)
  const text = template.slice(stretch.from, stretch.to)
  if (text === '' || !isFree(stretch)) return null
  const found: Stretch[] = []
  let from = template.indexOf(text)
  while (from !== -1) {
    const candidate = { from, to: from + text.length }
    const isTaken = overlaps(candidate, stretch) && from !== stretch.from
    const isNew = !isTaken && isFree(candidate)
    if (isNew) found.push(candidate)
    from = template.indexOf(text, isNew ? candidate.to : from + 1)
  }
  return found
}

function overlaps(a: Stretch, b: Stretch): boolean {
  return a.from < b.to && b.from < a.to
}
