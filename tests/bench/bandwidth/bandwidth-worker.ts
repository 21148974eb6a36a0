import { parentPort, workerData } from 'node:worker_threads'
import { nowMs } from '../competitors/protocol.ts'
import { createReadLoop } from './read-loop.ts'

/** One thread of `measure-bandwidth.ts`: says when it is ready, then reads at every message and says when. */
const { sizeBytes, passes } = workerData
const loop = await createReadLoop(sizeBytes)
loop.read()
parentPort?.on('message', () => {
  const startedAtMs = nowMs()
  for (let pass = 0; pass < passes; pass++) loop.read()
  parentPort?.postMessage({ startedAtMs, endedAtMs: nowMs() })
})
parentPort?.postMessage('ready')
