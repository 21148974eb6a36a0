import { createServer } from 'node:net'
import { type Finding, failed, ok } from './finding.ts'
import { ownAddress } from './own-address.ts'

const ANSWER_MS = 2_000

/** Whether the address can be listened on. One that a running Trialogue has is as good. */
export async function checkPort(host: string, port: number): Promise<Finding> {
  const subject = 'Port'
  const address = `${port} on ${host}`
  if (port === 0) return ok(subject, `any free one on ${host}`, { facts: { host, port, isFree: true } })
  const code = await tryToListen(host, port)
  const facts = { host, port, isFree: code === null, code }
  if (code === null) return ok(subject, `${address} is free`, { facts })
  if (code !== 'EADDRINUSE') {
    const advice = 'Choose another one with TRIALOGUE_PORT, or another address with TRIALOGUE_HOST.'
    return failed(subject, `${address} cannot be used (${code})`, { facts, advice })
  }
  if (await isTrialogue(host, port)) {
    return ok(subject, `${address}: Trialogue is running there`, { facts: { ...facts, isTrialogue: true } })
  }
  return failed(subject, `${address} is taken by another program`, {
    facts,
    advice: 'Stop that program, or choose another port with TRIALOGUE_PORT.',
  })
}

/** The code of the error; null where it can be listened on. */
async function tryToListen(host: string, port: number): Promise<string | null> {
  const { promise, resolve } = Promise.withResolvers<string | null>()
  const server = createServer()
  server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
  server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(null)))
  return promise
}

async function isTrialogue(host: string, port: number): Promise<boolean> {
  try {
    const reply = await fetch(`${ownAddress(host, port)}/livez`, { signal: AbortSignal.timeout(ANSWER_MS) })
    const body: unknown = await reply.json()
    return typeof body === 'object' && body !== null && 'status' in body && body.status === 'alive'
  } catch {
    return false
  }
}
