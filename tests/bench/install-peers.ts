import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { runCommand } from '../run-command.ts'

const folder = join(import.meta.dirname, 'peers')

/**
 * Installs what Trialogue is compared with, as `peers/pnpm-lock.yaml` pins it, into `peers/node_modules`, unless that
 * was done before. No package runs a script. Throws an Error with what pnpm wrote.
 */
export async function installPeers(): Promise<void> {
  // pnpm writes this file last.
  if (existsSync(join(folder, 'node_modules/.modules.yaml'))) return
  console.log('Installing the peers (once, 600 MB) …')
  const install = ['install', '--dir', folder, '--frozen-lockfile', '--ignore-scripts']
  const { code, output } = await runCommand('npx', ['-y', 'pnpm@12', ...install])
  if (code !== 0) {
    throw new Error(`The peers cannot be installed; --without-peers does without them.\n${output}`)
  }
}
