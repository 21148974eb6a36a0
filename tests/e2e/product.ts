import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type PromptContent, type Run, routes } from '@trialogue/contract'
import type { BrowserContext } from 'playwright-core'
import { launchBrowser } from '../browser.ts'
import { followRun, getRun } from '../reliability/api.ts'
import { listChildProcesses } from '../reliability/child-processes.ts'
import { startServer } from '../reliability/server-process.ts'
import { startVisit, type Visit, type VisitOptions } from './visit.ts'

/** The real thing: the server with the bundled models as its own process, on an empty data folder, and a browser. */
export interface Product {
  readonly address: string
  /** Makes a prompt that no other test touches and gives the path of its page. */
  addPrompt(name: string, content: PromptContent): Promise<string>
  getRun(runId: string): Promise<Run>
  visit(options?: VisitOptions): Promise<Visit>
  /** A browser of its own (storage, language) for pages that come and go. */
  openContext(): Promise<BrowserContext>
  /**
   * Waits until the base model writes its first sample in a run, and stops the processes of all models there, so that
   * what happens next happens half-way however fast they are.
   */
  holdHalfWay(runId: string): Promise<void>
  /** Lets held models go on. */
  letGo(): void
  /** Ends the process of a model, as running out of memory would. */
  killModel(modelId: string): Promise<void>
  /** Ends the server; gives the function that starts it again at the same address, on the same data. */
  stopServer(signal?: 'SIGTERM' | 'SIGKILL'): Promise<() => Promise<void>>
  end(): Promise<void>
}

/** `environment` adds to the server's. */
export async function startProduct(environment: Readonly<Record<string, string>> = {}): Promise<Product> {
  const dataDir = mkdtempSync(join(tmpdir(), 'trialogue-e2e-'))
  const [browser, firstServer] = await Promise.all([launchBrowser(), startServer(dataDir, 0, environment)])
  let server = firstServer
  let held: readonly number[] = []
  const { address } = server
  return {
    address,
    async addPrompt(name, content) {
      const answer = await fetch(`${address}/api/prompts`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name, content }),
      })
      const { prompt } = routes.createPrompt.response.parse(await answer.json())
      return `/p/${prompt.id}`
    },
    getRun: (runId) => getRun(address, runId),
    visit: (options = {}) => startVisit(browser, address, options),
    openContext: () => browser.newContext({ locale: 'en', reducedMotion: 'reduce' }),
    async holdHalfWay(runId) {
      const { generations } = await getRun(address, runId)
      const first = generations.find(
        ({ modelId, sampleIndex }) => modelId === 'wren-base' && sampleIndex === 0,
      )
      for await (const { event } of followRun(address, runId)) {
        if (event.type === 'generation.text' && event.generationId === first?.id) break
      }
      const models = await listChildProcesses(server.pid)
      for (const { pid } of models) process.kill(pid, 'SIGSTOP')
      held = models.map(({ pid }) => pid)
    },
    letGo() {
      for (const pid of held) resume(pid)
      held = []
    },
    async killModel(modelId) {
      const children = await listChildProcesses(server.pid)
      const [model] = children.filter(({ command }) => command.endsWith(` ${modelId}`))
      if (model === undefined) throw new Error(`${modelId} has no process.`)
      process.kill(model.pid, 'SIGKILL')
    },
    async stopServer(signal = 'SIGTERM') {
      await server.end(signal)
      return async () => {
        server = await startServer(dataDir, Number(new URL(address).port), environment)
      }
    },
    async end() {
      await browser.close()
      await server.end('SIGTERM')
      rmSync(dataDir, { recursive: true })
    },
  }
}

function resume(pid: number): void {
  try {
    process.kill(pid, 'SIGCONT')
  } catch {
    // It was killed meanwhile.
  }
}
