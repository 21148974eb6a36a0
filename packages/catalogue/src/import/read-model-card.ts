import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** What a model's README tells in its front matter: https://huggingface.co/docs/hub/model-cards#model-card-metadata */
export interface ModelCard {
  readonly licence: string
  readonly languages: readonly string[]
}

/** The value of a field, or the items of its list, each without quotes. */
function valuesOf(lines: readonly string[], field: string): string[] {
  const start = lines.findIndex((line) => line.startsWith(`${field}:`))
  if (start < 0) return []
  const inline = lines[start]?.slice(field.length + 1).replace(/[[\]]/g, '') ?? ''
  const rest = lines.slice(start + 1)
  const end = rest.findIndex((line) => !/^\s*-/.test(line))
  const items = rest.slice(0, end < 0 ? rest.length : end).map((line) => line.replace(/^\s*-/, ''))
  return [...inline.split(','), ...items]
    .map((value) => value.trim().replace(/^["']|["']$/g, ''))
    .filter((value) => value !== '')
}

/** Reads fields of a card's front matter: gives the values of the one that is asked for. */
export function readCardFields(text: string): (field: string) => string[] {
  const [, frontMatter = ''] = /^---\r?\n([\s\S]*?)\r?\n---/.exec(text) ?? []
  const lines = frontMatter.split(/\r?\n/)
  return (field) => valuesOf(lines, field)
}

/** Reads the licence and the languages; `unknown` and `und` (undetermined, ISO 639-2) where the folder does not tell. */
export async function readModelCard(folder: string): Promise<ModelCard> {
  const text = await readFile(join(folder, 'README.md'), 'utf8').catch(() => '')
  const fields = readCardFields(text)
  const [licence = 'unknown'] = [...fields('license_name'), ...fields('license')]
  const languages = fields('language')
  return { licence, languages: languages.length > 0 ? languages : ['und'] }
}
