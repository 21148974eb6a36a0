import { parseArgs } from 'node:util'
import { AppError } from '@trialogue/contract'
import { readConfig } from '../config.ts'
import { diagnose } from '../doctor/diagnose.ts'
import type { Finding } from '../doctor/finding.ts'

const usage = `trialogue doctor [options]
  --json   Prints what was found for programs`

const marks = { ok: 'ok', note: 'note', failed: 'FAILED' } as const

/** `trialogue doctor`: what there is to run on and whether it works. The exit code is 1 where something needed does not. */
export const doctorCommand = {
  about: 'Says what Trialogue finds on this machine, what works, and what to do where it does not.',
  async run(args: readonly string[]): Promise<void> {
    const isJson = wantsJson(args)
    const findings = await diagnose(readConfig())
    const isOk = findings.every(({ status }) => status !== 'failed')
    if (isJson) console.log(JSON.stringify({ ok: isOk, findings }, null, 2))
    else for (const line of linesOf(findings)) console.log(line)
    if (!isOk) process.exitCode = 1
  },
}

function wantsJson(args: readonly string[]): boolean {
  try {
    return parseArgs({ args: [...args], options: { json: { type: 'boolean', default: false } } }).values.json
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown)
    throw new AppError('INVALID_REQUEST', `${reason}\n\n${usage}`)
  }
}

function linesOf(findings: readonly Finding[]): string[] {
  const width = Math.max(...findings.map(({ subject }) => subject.length))
  const indent = ' '.repeat(width + 10)
  const lines = findings.flatMap(({ subject, status, text, advice }) => {
    const line = `${marks[status].padEnd(6)}  ${subject.padEnd(width)}  ${text}`
    return advice === null ? [line] : [line, `${indent}→ ${advice}`]
  })
  const failures = findings.filter(({ status }) => status === 'failed').length
  const verdict =
    failures === 0 ? 'Everything that is needed works.' : `${failures} found that must be mended.`
  return [...lines, '', verdict]
}
