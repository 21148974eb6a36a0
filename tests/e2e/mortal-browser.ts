import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { type BrowserContext, chromium } from 'playwright-core'
import { ensureBrowser } from '../browser.ts'

/** A browser with a profile that outlives it, as a person's: it can be killed and opened again. */
export interface MortalBrowser {
  /** The profile's pages. */
  readonly context: BrowserContext
  /** Ends all its processes at once, as a crash or the end of the battery would. */
  kill(): Promise<void>
}

/** A debugging door that has not opened by then never does: Chromium hangs so now and then while it starts. */
const connectMs = 10_000
const attempts = 3

/** Opens a browser on the profile in `profileDir`. */
export async function openMortalBrowser(profileDir: string): Promise<MortalBrowser> {
  for (let attempt = 1; ; attempt += 1) {
    const { address, kill } = await startBrowser(profileDir)
    try {
      const [context] = (await chromium.connectOverCDP(address, { timeout: connectMs })).contexts()
      if (context === undefined) throw new Error('The browser has no profile.')
      return { context, kill }
    } catch (thrown) {
      await kill()
      if (attempt === attempts) throw thrown
    }
  }
}

/** The address of its debugging door, and how to end it. */
async function startBrowser(profileDir: string): Promise<{ address: string } & Pick<MortalBrowser, 'kill'>> {
  const program = await ensureBrowser()
  const child = spawn(
    program,
    [
      '--headless=new',
      '--remote-debugging-port=0',
      `--user-data-dir=${profileDir}`,
      '--no-first-run',
      '--lang=en',
      '--disable-background-networking',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
    // A group of its own, so that its many processes can be ended together.
    { detached: true, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const ended = once(child, 'exit')
  const address = await new Promise<string>((resolve, reject) => {
    createInterface(child.stderr).on('line', (line) => {
      const [, found] = /DevTools listening on (ws:\S+)/.exec(line) ?? []
      if (found !== undefined) resolve(found)
    })
    child.once('exit', () => reject(new Error('The browser ended before it could be used.')))
  })
  return {
    address,
    async kill() {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
      await ended
    },
  }
}
