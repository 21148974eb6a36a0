type TemplateSegment =
  | { readonly type: 'text'; readonly text: string }
  | ({ readonly type: 'variable' } & TemplateVariable)

/** A placeholder. `from` and `to` are UTF-16 offsets of the whole of it, braces included, as editors count. */
export interface TemplateVariable {
  readonly name: string
  readonly from: number
  readonly to: number
}

/** `unbalanced-braces`: a `{{` that nothing closes. `invalid-name`: closed, but what it holds is no name. */
export interface TemplateProblem {
  readonly code: 'unbalanced-braces' | 'invalid-name'
  readonly from: number
  readonly to: number
}

interface ParsedTemplate {
  readonly segments: readonly TemplateSegment[]
  readonly problems: readonly TemplateProblem[]
}

/** Sticky, and it stops at any brace or line end: no character is looked at by two matches, so parsing is linear. */
const placeholder = /\{\{([^{}\n]*)(\}\})?/y
const variableName = /^[A-Za-z_][\w.-]*$/

/** Whether a text can stand between the braces of a placeholder. */
export function isVariableName(text: string): boolean {
  return variableName.test(text)
}

/** Long templates that were parsed last: one keystroke asks for the same text from many places. */
const recent = new Map<string, ParsedTemplate>()
const mostRecent = 16
const longLength = 1_000

/**
 * Splits a template into text and variables, in one pass over it. Blanks around a name are allowed.
 * `\{{` stands for two plain braces. Of three or more opening braces the last two count, so that `{{{name}}}` is a
 * value in braces. A `}}` that closes nothing is plain text: JSON and LaTeX are full of them.
 * What is wrong is reported in `problems` and stays in the text as it was written.
 */
export function parseTemplate(template: string): ParsedTemplate {
  if (template.length < longLength) return parse(template)
  const known = recent.get(template)
  if (known !== undefined) return known
  const parsed = parse(template)
  const [oldest] = recent.keys()
  if (recent.size >= mostRecent && oldest !== undefined) recent.delete(oldest)
  recent.set(template, parsed)
  return parsed
}

function parse(template: string): ParsedTemplate {
  const segments: TemplateSegment[] = []
  const problems: TemplateProblem[] = []
  let textStart = 0
  const addText = (end: number) => {
    if (end > textStart) segments.push({ type: 'text', text: template.slice(textStart, end) })
  }

  let from = template.indexOf('{{')
  while (from !== -1) {
    let searchFrom = from + 2
    if (from > textStart && template[from - 1] === '\\') {
      addText(from - 1)
      textStart = from
    } else if (template[from + 2] === '{') {
      searchFrom = from + 1
    } else {
      placeholder.lastIndex = from
      const [whole = '', content = '', closing] = placeholder.exec(template) ?? []
      const to = from + whole.length
      const name = content.trim()
      if (closing === undefined) {
        problems.push({ code: 'unbalanced-braces', from, to })
      } else if (isVariableName(name)) {
        addText(from)
        segments.push({ type: 'variable', name, from, to })
        textStart = to
      } else {
        problems.push({ code: 'invalid-name', from, to })
      }
      searchFrom = to
    }
    from = template.indexOf('{{', searchFrom)
  }
  addText(template.length)
  return { segments, problems }
}
