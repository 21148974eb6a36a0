import { stripReasoning } from '../answers/strip-reasoning.ts'
import { type Finding, type JudgePrompt, notScored, type ScoreHelpers } from '../scorers/define-scorer.ts'

export type Verdict = { readonly reply: string } | { readonly failure: Finding }

/** Asks the judge; its thinking between tags is not its verdict. */
export async function askJudge({ ask }: ScoreHelpers, prompt: JudgePrompt): Promise<Verdict> {
  try {
    const reply = (await ask?.(prompt)) ?? ''
    const verdict = stripReasoning(reply)
    return verdict === null
      ? { failure: notScored('error', 'judge-unreadable', { reply }) }
      : { reply: verdict }
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error)
    return { failure: notScored('error', 'judge-failed', { problem }) }
  }
}

/** A part of the question to a judge. What is judged cannot end its own part. */
export function quotePart(tag: string, text: string): string {
  return `<${tag}>\n${text.replaceAll(`</${tag}`, `<\\/${tag}`)}\n</${tag}>`
}

/** The last of a reply's lines that the judge was told to end with, and what stands before it. */
export function readLastLine(reply: string, pattern: RegExp) {
  const last = Array.from(reply.matchAll(pattern)).at(-1)
  if (last === undefined) return null
  return { found: last[1] ?? '', reasons: reply.slice(0, last.index).trim() }
}
