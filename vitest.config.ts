import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

if (Number(process.versions.node.split('.')[0]) < 22) {
  // better-sqlite3 ends an older Node with a segmentation fault and no message.
  throw new Error('The tests need Node 22.18 or newer. Run them with `npx -y pnpm@12 test`.')
}

/** Tests whose subject is whole processes: a start, a build or a page takes longer than vitest's 5 s. */
const wholeProcess = { testTimeout: 60_000, hookTimeout: 120_000, expect: { poll: { timeout: 10_000 } } }

/** Ask models, most of them the bundled ones, through processes of their own. */
const weights = [
  'packages/training/src/evaluation/bundled-models.test.ts',
  'apps/server/src/cli/doctor-command.test.ts',
  'apps/server/src/cli/models-import-command.test.ts',
  'apps/server/src/cli/models-pull-command.test.ts',
  'apps/server/src/openai/bundled-models.test.ts',
  'apps/server/src/openai/generated-code.test.ts',
  'apps/server/src/openai/own-endpoint.test.ts',
  'apps/server/src/routes/model-care.test.ts',
  'apps/server/src/runs/gallery-samples.test.ts',
  'apps/server/src/three-sources.test.ts',
  'packages/inference/src/providers/onnx/foreign-identity.test.ts',
]

/** Ask a second server over HTTP, some dozen times for each look at what it can do. */
const elsewhere = ['apps/server/src/routes/endpoints.test.ts']

/** Count what was lost or let in, and measure no times: they can run beside each other. */
const counted = [
  'damaged-model',
  'endpoint-addresses',
  'experiment-kill',
  'keys-at-rest',
  'outside-weights',
  'pull-disk-full',
  'pull-hostile-names',
  'pull-kill',
  'pulled-models',
  'runner-soak',
  'server-address',
  'server-kill',
  'server-start-stop',
  'store-kill',
].map((name) => `tests/reliability/${name}.test.ts`)

/** Wait until shaders are compiled. */
const devices = ['packages/inference/src/session/devices/software-vulkan.test.ts']

/**
 * What a person does in a page, with a browser and a server on a machine that is busy: a step that came too early is
 * tried once more, and listed as such.
 */
const pages = { ...wholeProcess, retry: 1 }

/** Once lost is lost: no second attempt. */
const lossless = ['tests/e2e/nothing-lost.test.ts']

/** Pages whose times are measured: they run while nothing else does. */
const measured = ['tests/e2e/budgets.test.ts', 'tests/e2e/compare.test.ts', 'tests/e2e/compose.test.ts']

const project = (name: string, include: string[], options: object = {}) => ({
  test: { name, environment: 'node', include, ...options },
})

const web = {
  extends: './apps/web/vite.config.ts',
  test: {
    name: 'web',
    root: './apps/web',
    environment: 'happy-dom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: [join(import.meta.dirname, 'apps/web/src/test-setup.ts')],
  },
}

export default defineConfig({
  test: {
    projects: [
      project('packages', ['packages/*/src/**/*.test.ts'], { exclude: [...weights, ...devices] }),
      project('weights', [...weights, ...elsewhere], wholeProcess),
      project('devices', devices, wholeProcess),
      project('server', ['apps/server/src/**/*.test.ts'], { exclude: [...weights, ...elsewhere] }),
      web,
      project('check', ['tests/*.test.ts', 'tests/check/**/*.test.ts'], wholeProcess),
      project('bench', ['tests/bench/**/*.test.ts']),
      project('docker', ['tests/docker/**/*.test.ts'], wholeProcess),
      project('reliability', counted, wholeProcess),
      project('reliability-measured', ['tests/reliability/**/*.test.ts'], {
        ...wholeProcess,
        exclude: counted,
      }),
      project('e2e', ['tests/e2e/**/*.test.ts'], { ...pages, exclude: [...measured, ...lossless] }),
      project('e2e-lossless', lossless, wholeProcess),
      project('e2e-measured', measured, pages),
    ],
  },
})
