import { accessSync, constants, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { runCommand } from './run-command.ts'

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge']
const otherPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

const byHand =
  'The end-to-end tests need Chromium, Chrome or Edge, and none could be installed.\n' +
  'Install one and name its program: TRIALOGUE_CHROMIUM=/path/to/chromium npx -y pnpm@12 test'

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/**
 * The program: the one `TRIALOGUE_CHROMIUM` names, else an installed one, else the
 * one playwright installed. Undefined when there is none.
 * @throws Error when `TRIALOGUE_CHROMIUM` names no program.
 */
function findBrowser(): string | undefined {
  const named = process.env.TRIALOGUE_CHROMIUM
  if (named) {
    if (!isExecutable(named)) throw new Error(`TRIALOGUE_CHROMIUM names no program: ${named}`)
    return named
  }
  const folders = (process.env.PATH ?? '').split(process.platform === 'win32' ? ';' : ':')
  const places = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  return [...places, ...otherPlaces, chromium.executablePath()].find(isExecutable)
}

/** Debian and its kin have the browser as a package; only root may install it. */
function hasAptAsRoot(): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/etc/os-release')) return false
  return /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'))
}

async function installWithApt(): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const packages = ['chromium', 'fonts-noto-cjk']
  await runCommand('apt-get', ['update'], { env, echo: true })
  await runCommand('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { env, echo: true })
}

async function installWithPlaywright(): Promise<void> {
  const cli = join(import.meta.dirname, '../node_modules/playwright-core/cli.js')
  await runCommand(process.execPath, [cli, 'install', 'chromium'], { echo: true })
}

/**
 * Finds a browser or installs one.
 * @throws Error that says what to do by hand when there is none in the end.
 */
export async function ensureBrowser(): Promise<string> {
  const installers = [...(hasAptAsRoot() ? [installWithApt] : []), installWithPlaywright]
  for (const install of installers) {
    const found = findBrowser()
    if (found) return found
    await install()
  }
  const found = findBrowser()
  if (!found) throw new Error(byHand)
  return found
}

/** Opens a browser without a window. Chromium's own sandbox cannot start for root, as in a container. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: await ensureBrowser(),
    chromiumSandbox: process.getuid?.() !== 0,
  })
}
