import { fork } from 'node:child_process'
import { access } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { arch, platform } from 'node:process'
import { fileURLToPath } from 'node:url'
import { childEnvironment } from '../../process/child-environment.ts'
import { findRuntimeLibrary } from '../runtime-library/find-runtime-library.ts'
import type { DeviceProvider } from './execution-provider.ts'
import { isProbeReport, type ProbeReport } from './probe-report.ts'

/** What was found out about a device. */
export interface DeviceProbe extends ProbeReport {
  readonly executionProvider: DeviceProvider
  /** It computes what the CPU computes. Whether that is faster is another question. */
  readonly isUsable: boolean
  readonly durationMs: number
}

/** Compiling the first shaders may take a while; a driver that hangs takes longer. */
const TIMEOUT_MS = 60_000

/** Tries a device in a process of its own, because drivers crash. Never rejects: what goes wrong is the reason. */
export async function probeDevice(
  executionProvider: DeviceProvider,
  { environment = childEnvironment(), timeoutMs = TIMEOUT_MS } = {},
): Promise<DeviceProbe> {
  const startedAt = performance.now()
  const missing = executionProvider === 'cuda' ? await whatCudaLacks() : null
  const report =
    missing === null ? await askChild(executionProvider, environment, timeoutMs) : failed(missing)
  return {
    executionProvider,
    isUsable: report.reason === null,
    ...report,
    durationMs: Math.round(performance.now() - startedAt),
  }
}

/** Where the driver shows: on Linux, and on Linux inside Windows. */
const nvidiaDrivers = ['/proc/driver/nvidia', '/dev/dxg']

/** The execution provider for CUDA is no part of the npm package. */
async function whatCudaLacks(): Promise<string | null> {
  if (platform !== 'linux' || arch !== 'x64') return 'CUDA can be used on Linux for x64 only.'
  const library = join(dirname(findRuntimeLibrary(platform, arch) ?? ''), 'libonnxruntime_providers_cuda.so')
  if (await exists(library)) return null
  const hasDriver = (await Promise.all(nvidiaDrivers.map(exists))).includes(true)
  if (!hasDriver) return 'There is no driver of NVIDIA here.'
  return "ONNX Runtime's part for CUDA is not installed. With CUDA 12 and cuDNN 9: pnpm gpu:install."
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )

function askChild(
  executionProvider: DeviceProvider,
  environment: NodeJS.ProcessEnv,
  timeoutMs: number,
): Promise<ProbeReport> {
  const { promise, resolve } = Promise.withResolvers<ProbeReport>()
  const child = fork(fileURLToPath(new URL('./probe-child.ts', import.meta.url)), [executionProvider], {
    env: environment,
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const timer = setTimeout(() => {
    resolve(failed(`It gave no answer within ${timeoutMs / 1_000} s.`))
    child.kill('SIGKILL')
  }, timeoutMs)
  child.on('message', (message) => {
    if (isProbeReport(message)) resolve(message)
  })
  child.on('error', ({ message }) => resolve(failed(message)))
  child.on('exit', (code, signal) => {
    clearTimeout(timer)
    resolve(failed(`Its driver ended the process (${signal ?? `exit code ${code}`}).`))
  })
  return promise
}

function failed(reason: string): ProbeReport {
  return { reason, adapter: null, isSoftware: false }
}
