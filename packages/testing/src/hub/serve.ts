import { parseArgs } from 'node:util'
import { usualRepositories } from './named-repositories.ts'
import { startHub } from './start-hub.ts'

/**
 * A hub to pull from by hand: `node packages/testing/src/hub/serve.ts --port 8090`, then start Trialogue with
 * HF_ENDPOINT set to the address that it prints, and HF_HOME to an empty folder.
 */
const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } })
const hub = await startHub({ repositories: await usualRepositories(), port: Number(values.port) })
// The address is all that standard output carries: a script may read it.
process.stdout.write(`${hub.url}\n`)
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => void hub.close().then(() => process.exit(0)))
}
