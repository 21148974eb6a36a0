import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const main = join(import.meta.dirname, '../../apps/server/src/main.ts')

export type Exit = { readonly code: number | null; readonly signal: NodeJS.Signals | null }

/** The real server, as its own process. */
export interface ServerProcess {
  readonly pid: number
  /** Where it listens, `http://127.0.0.1:<port>`. */
  readonly address: string
  /** All that it wrote to standard error by now. */
  log(): string
  /** Sends a signal and waits for the end. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<Exit>
}

/** What `startServer` throws when the server ends instead of listening. */
export class StartFailure extends Error {
  readonly exit: Exit
  /** All that it wrote to standard error. */
  readonly said: string

  constructor(exit: Exit, said: string) {
    super(`The server ended with ${exit.code ?? exit.signal}: ${said}`)
    this.exit = exit
    this.said = said
  }
}

/**
 * Starts a server on `dataDir` and waits until it says its address. Port 0, the default, takes any free one; `more` adds
 * to its environment.
 */
export async function startServer(
  dataDir: string,
  port = 0,
  more: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  const child = spawn(process.execPath, [main], {
    env: {
      PATH: process.env['PATH'],
      TRIALOGUE_DATA_DIR: dataDir,
      TRIALOGUE_PORT: `${port}`,
      TRIALOGUE_LOG_LEVEL: 'warn',
      ...more,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said: string[] = []
  child.stderr.setEncoding('utf8').on('data', (text: string) => said.push(text))
  const closed = once(child, 'close').then(([code, signal]): Exit => ({ code, signal }))
  const address = await Promise.race([
    once(createInterface(child.stdout), 'line').then(([line]) => String(line)),
    closed.then((exit) => Promise.reject(new StartFailure(exit, said.join('')))),
  ])
  return {
    pid: child.pid ?? 0,
    address,
    log: () => said.join(''),
    end(signal) {
      child.kill(signal)
      return closed
    },
  }
}
