import { type CodeRemark, describeApiCalls } from './api-calls.ts'
import type { CodeInput } from './code-input.ts'
import type { CodeTarget } from './code-target.ts'
import { codeLanguages } from './registry.ts'

export interface WrittenCode {
  readonly code: string
  /** What the code leaves out of what the playground does; comments in the code say so, too. */
  readonly remarks: readonly CodeRemark[]
}

/**
 * Code that asks a model what the playground asks it, by way of the OpenAI-compatible API. The key is always taken from the
 * environment, never written. Throws as `planGeneration` does.
 */
export function writeCode(language: CodeLanguage, input: CodeInput, baseUrl: string): WrittenCode {
  const calls = describeApiCalls(input)
  const lines = calls.remarks.map((remark) => comments[remark])
  const target: CodeTarget = {
    baseUrl,
    comment: (sign) => lines.map((line) => `${sign} ${line}\n`).join(''),
  }
  return { code: codeLanguages[language](calls, target), remarks: calls.remarks }
}

export type CodeLanguage = keyof typeof codeLanguages

const comments: Readonly<Record<CodeRemark, string>> = {
  'one-chain':
    'One chain of thought; the playground draws several and takes the answer that most of them give.',
  'one-sample': 'One sample; the playground draws several, each with the next seed.',
  'first-call-of-several':
    'The first call; the playground goes on with a call for each question that is listed.',
  'likeliest-branch': 'The likeliest branch; the playground goes on from other first tokens as well.',
}
