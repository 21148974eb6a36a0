/** The entry of a model process: one model, driven over the channel to the process that forked it. */

import { createModelHost } from './model-host.ts'

const host = createModelHost(
  (message) => process.send?.(message),
  () => process.exit(1),
)

process.on('message', host.receive)
// The channel closes when the server's process is gone, however it ended.
process.on('disconnect', () => process.exit())
// A terminal's Ctrl-C reaches the whole group, but the server decides when its models stop.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => {})
