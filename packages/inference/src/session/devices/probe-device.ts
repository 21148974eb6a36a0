import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { childEnvironment } from '../../process/child-environment.ts'
import { whatCudaLacks } from './cuda-requirements.ts'
import type { ExecutionProvider } from './execution-provider.ts'
import { failedReport, isProbeReport, type ProbeReport } from './probe-report.ts'

/** What was found out about an execution provider. */
export interface DeviceProbe extends ProbeReport {
  readonly executionProvider: ExecutionProvider
  /** It computes what it should. Whether that is faster than the CPU is another question. */
  readonly isUsable: boolean
}

/** Compiling the first shaders may take a while; a driver that hangs takes longer. */
const TIMEOUT_MS = 60_000

/**
 * Tries an execution provider in a process of its own, because drivers crash. Never rejects: what goes wrong is the
 * reason.
 */
export async function probeDevice(
  executionProvider: ExecutionProvider,
  { environment = childEnvironment(), timeoutMs = TIMEOUT_MS } = {},
): Promise<DeviceProbe> {
  const missing = executionProvider === 'cuda' ? await whatCudaLacks().catch(String) : null
  const report =
    missing === null ? await askChild(executionProvider, environment, timeoutMs) : failedReport(missing)
  return { executionProvider, isUsable: report.reason === null, ...report }
}

function askChild(
  executionProvider: ExecutionProvider,
  environment: NodeJS.ProcessEnv,
  timeoutMs: number,
): Promise<ProbeReport> {
  const { promise, resolve } = Promise.withResolvers<ProbeReport>()
  const child = fork(fileURLToPath(new URL('./probe-child.ts', import.meta.url)), [executionProvider], {
    env: environment,
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const end = (report: ProbeReport) => {
    clearTimeout(timer)
    resolve(report)
    child.kill('SIGKILL')
  }
  const timer = setTimeout(
    () => end(failedReport(`It gave no answer within ${timeoutMs / 1_000} s.`)),
    timeoutMs,
  )
  child.on('message', (message) => {
    if (isProbeReport(message)) end(message)
  })
  child.on('error', ({ message }) => end(failedReport(message)))
  child.on('exit', (code, signal) =>
    end(failedReport(`Its driver ended the process (${signal ?? `exit code ${code}`}).`)),
  )
  return promise
}
