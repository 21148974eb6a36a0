import { lazily, readCorpusFile } from '../authored/read-file.ts'
import { mentionsHeldOut } from '../held-out-words.ts'
import { heldOutAuthors, trainingAuthors } from './authors.ts'
import { parseTemplates } from './parse-templates.ts'
import type { WordProblemTemplate } from './template.ts'

const authors = { training: trainingAuthors, 'held-out': heldOutAuthors } as const

/** Whose templates a model may learn from, and whose only measure it. */
export type AuthorGroup = keyof typeof authors

const textOf = ({ text, steps }: WordProblemTemplate) => [text, ...steps.map(({ lead }) => lead)].join('\n')

/** Templates of a group by number of steps: index 1 holds those of one step. None of training names a held-out thing. */
export const authorTemplates = lazily((group: AuthorGroup): readonly (readonly WordProblemTemplate[])[] => {
  const templates = authors[group]
    .flatMap((author) => parseTemplates(author, readCorpusFile(`word-problems/authors/${author}.txt`)))
    .filter((template) => group === 'held-out' || !mentionsHeldOut(textOf(template)))
  return [0, 1, 2, 3, 4, 5].map((count) => templates.filter(({ steps }) => steps.length === count))
})
