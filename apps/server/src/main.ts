import { toErrorRecord } from '@trialogue/contract'
import { readConfig } from './config.ts'
import { startServer } from './start-server.ts'

try {
  const server = await startServer(readConfig())
  // Before the address is out: whoever waits for it may end the server at once.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void server.stop())
  // The address is all that standard output carries: a script may read it.
  console.log(server.address)
} catch (thrown) {
  const { code, message } = toErrorRecord(thrown)
  console.error(code === 'INTERNAL' ? thrown : message)
  process.exit(1)
}
