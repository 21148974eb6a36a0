import type { ApiCalls } from './api-calls.ts'
import type { CodeTarget } from './code-target.ts'
import { writeCurl } from './write-curl.ts'
import { writePython } from './write-python.ts'
import { writePythonOpenai } from './write-python-openai.ts'
import { writeTypescriptFetch } from './write-typescript-fetch.ts'
import { writeTypescriptOpenai } from './write-typescript-openai.ts'

/** What code can be written in, in the order in which it is offered. */
export const codeLanguages = {
  curl: writeCurl,
  'typescript-fetch': writeTypescriptFetch,
  'typescript-openai': writeTypescriptOpenai,
  python: writePython,
  'python-openai': writePythonOpenai,
} as const satisfies Readonly<Record<string, (calls: ApiCalls, target: CodeTarget) => string>>
