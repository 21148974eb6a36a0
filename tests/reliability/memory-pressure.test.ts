import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { percentile } from '../bench/statistics.ts'
import { runCommand } from '../run-command.ts'
import { createRun, followRun, getJson, getRun } from './api.ts'
import { isAlive, listChildProcesses } from './child-processes.ts'
import { printFigure } from './print-figure.ts'
import { type ServerProcess, startServer } from './server-process.ts'
import { wanderingRun } from './wandering-run.ts'

let dataDir = ''
let server: ServerProcess
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'trialogue-memory-'))
  server = await startServer(dataDir, 0, { SECRET_CANARY: 'canary' })
  await runToEnd(wanderingRun(['base', 'instruct'], { maxTokens: 1 }))
})
afterAll(async () => {
  await server.end('SIGTERM')
  rmSync(dataDir, { recursive: true })
})

async function runToEnd(request: ReturnType<typeof wanderingRun>) {
  const { id } = await createRun(server.address, request)
  for await (const _ of followRun(server.address, id));
  return getRun(server.address, id)
}

async function processOf(modelId: string): Promise<number> {
  const children = await listChildProcesses(server.pid)
  const pid = children.find(({ command }) => command.endsWith(` ${modelId}`))?.pid
  if (pid === undefined) throw new Error(`${modelId} has no process.`)
  return pid
}

// prlimit comes with util-linux: every Linux has it.
describe.skipIf(process.platform !== 'linux')('a model process that gets no more memory', () => {
  it('fails alone; the other model, the API and its own next process go on', async () => {
    const pid = await processOf('wren-base')
    const used = Number(/^VmSize:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024
    const limited = await runCommand('prlimit', ['--pid', `${pid}`, `--as=${used}:${used}`])
    expect(limited.output).toBe('')

    const running = runToEnd(wanderingRun(['base', 'instruct'], { items: 2, samples: 8, maxTokens: 400 }))
    // To take a long text apart, the process has to ask the system for memory.
    const long = { name: 'number', value: 'one thousand and '.repeat(11_000) }
    const asking = runToEnd({
      ...wanderingRun(['base'], { maxTokens: 1 }),
      items: [{ values: [long], reference: null }],
    })
    let isOver = false
    const over = Promise.all([running, asking]).finally(() => {
      isOver = true
    })
    const tookMs: number[] = []
    while (!isOver) {
      const startedAt = performance.now()
      await getJson(`${server.address}/api/models`)
      tookMs.push(performance.now() - startedAt)
    }
    const [run, asked] = await over
    const outcomes = (variantId: string) => {
      const codes = run.generations
        .filter((generation) => generation.variantId === variantId)
        .map(({ status, error }) => error?.code ?? status)
      return [...new Set(codes)]
        .map((code) => `${codes.filter((other) => other === code).length} ${code}`)
        .join(', ')
    }
    printFigure(
      'R9, the memory of one model process frozen',
      `its model: ${outcomes('base')}, asked for more ${asked.generations[0]?.error?.code}; the other: ${outcomes('instruct')}; ` +
        `API p99 ${percentile(tookMs, 0.99).toFixed(1)} ms of ${tookMs.length} calls (wanted: 200)`,
    )
    expect(run.status).toBe('completed')
    expect(outcomes('instruct')).toBe('16 completed')
    expect(await isAlive(server.pid)).toBe(true)
    const memory = ['OUT_OF_MEMORY', 'MODEL_PROCESS_CRASHED']
    const codes = run.generations.flatMap(({ error }) => (error === null ? [] : [error.code]))
    for (const code of codes) expect(memory).toContain(code)
    // Where the process was gone already, the next one can tell that no model reads so much.
    const codesOfAsked = asked.generations.map(({ error }) => error?.code)
    expect([...memory, 'CONTEXT_LENGTH_EXCEEDED']).toContain(codesOfAsked[0])
    expect([...codes, ...codesOfAsked].some((code) => memory.includes(code ?? ''))).toBe(true)
    const next = await runToEnd(wanderingRun(['base'], { maxTokens: 1 }))
    expect(next.generations).toMatchObject([{ status: 'completed' }])
  })

  it('is the first to go when the whole machine runs out, and knows no secret', async () => {
    const pid = await processOf('wren-instruct')
    const read = (of: number, name: string) => readFileSync(`/proc/${of}/${name}`, 'utf8')
    const scores = [server.pid, pid].map((of) => Number(read(of, 'oom_score_adj')))
    printFigure('R9, oom_score_adj', `server ${scores[0]}, model process ${scores[1]}`)
    expect(scores[1]).toBe(500)
    expect(scores[0]).toBeLessThan(500)

    const names = read(pid, 'environ').split('\0').filter(Boolean)
    printFigure('S18, environment of a model process', names.map((entry) => entry.split('=')[0]).join(', '))
    expect(read(server.pid, 'environ')).toContain('canary')
    expect(names.join()).not.toContain('canary')
    expect(names.filter((entry) => entry.startsWith('TRIALOGUE_'))).toEqual([])
  })
})
