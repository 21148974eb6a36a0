import { parseTemplate, type TemplateProblem, type TemplateVariable } from './parse-template.ts'

/** Where the variables of a template stand, in order; a variable that is used twice is listed twice. */
export function locateVariables(template: string): TemplateVariable[] {
  return parseTemplate(template).segments.flatMap((segment) =>
    segment.type === 'variable' ? [{ name: segment.name, from: segment.from, to: segment.to }] : [],
  )
}

/** What keeps a template from being filled, in order; empty when it is in order. */
export function findTemplateProblems(template: string): TemplateProblem[] {
  return [...parseTemplate(template).problems]
}
