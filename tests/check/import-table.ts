/**
 * Who may import whom: the whole house on one page. `import-rules.ts` reads it, nothing else decides.
 * Paths are relative to the repository; a folder ends with a slash.
 */

type Room = {
  /** Folder of the room. */
  readonly folder: string
  /** Packages of this repository it may import. Its tests may import `@trialogue/testing` as well. */
  readonly packages: readonly string[] | 'any'
  /** Libraries it may import; `declared` leaves that to its package.json. Pure rooms name them here. */
  readonly libraries: readonly string[] | 'declared'
}

const everyPackage = [
  'contract',
  'prompt',
  'evaluation',
  'onnx',
  'inference',
  'catalogue',
  'store',
  'training',
]

/** The edges between rooms. Pure rooms also get neither Node nor DOM types from their tsconfig. */
export const rooms: Readonly<Record<string, Room>> = {
  contract: { folder: 'packages/contract/', packages: [], libraries: ['zod'] },
  prompt: { folder: 'packages/prompt/', packages: ['contract'], libraries: [] },
  evaluation: { folder: 'packages/evaluation/', packages: ['contract'], libraries: ['ajv', 're2js', 'zod'] },
  onnx: { folder: 'packages/onnx/', packages: [], libraries: 'declared' },
  inference: { folder: 'packages/inference/', packages: ['contract', 'onnx'], libraries: 'declared' },
  catalogue: { folder: 'packages/catalogue/', packages: ['contract', 'onnx'], libraries: 'declared' },
  store: { folder: 'packages/store/', packages: ['contract'], libraries: 'declared' },
  training: {
    folder: 'packages/training/',
    packages: ['onnx', 'inference', 'catalogue', 'prompt'],
    libraries: 'declared',
  },
  testing: { folder: 'packages/testing/', packages: 'any', libraries: 'declared' },
  server: { folder: 'apps/server/', packages: everyPackage, libraries: 'declared' },
  web: { folder: 'apps/web/', packages: ['contract', 'prompt', 'evaluation'], libraries: 'declared' },
  tests: { folder: 'tests/', packages: 'any', libraries: 'declared' },
}

type Layer = {
  /** Sub-folders of the room's `src` that files of this layer may import besides their own. */
  readonly imports: readonly string[]
  /** Packages of this repository open to the layer; absent: all those of the room. */
  readonly packages?: readonly string[]
  /** Each sub-folder is a flat of its own: a feature never imports another feature. */
  readonly isolated?: boolean
}

/** Layers inside a room, by first folder under `src`; files directly in `src` are its entry and see all. */
export const layers: Readonly<Record<string, Readonly<Record<string, Layer>>>> = {
  web: {
    app: { imports: ['features', 'components', 'lib'] },
    features: { imports: ['components', 'lib'], isolated: true },
    components: { imports: ['lib'] },
    lib: { imports: [] },
  },
  server: {
    cli: {
      imports: ['config.ts', 'secrets.ts', 'doctor'],
      packages: ['contract', 'catalogue', 'inference', 'store'],
    },
    doctor: { imports: ['config.ts'], packages: ['contract', 'catalogue', 'inference'] },
    routes: { imports: ['services', 'experiments'], packages: ['contract'] },
    experiments: { imports: ['services', 'runs', 'tables'] },
    services: { imports: ['runs', 'tables'] },
    tables: { imports: [], packages: ['contract'] },
    runs: { imports: [] },
    openai: { imports: ['services', 'runs', 'streams', 'errors'], packages: ['contract', 'inference'] },
    streams: { imports: ['runs'], packages: [] },
    security: { imports: [], packages: ['contract'] },
    errors: { imports: [], packages: ['contract'] },
    openapi: { imports: [], packages: ['contract'] },
    pages: { imports: [], packages: ['contract'] },
  },
}

type Reserved = {
  /** What only a few may touch. */
  readonly what: string
  /** Files or folders that may. */
  readonly only: readonly string[]
  readonly instead: string
}

/** Libraries with one door. Opening a second one needs a decision record. */
export const reservedLibraries: readonly Reserved[] = [
  {
    what: 'onnxruntime-node',
    only: [
      'packages/inference/src/session/',
      'packages/training/src/orthogonalizer.ts',
      'packages/training/src/session.ts',
    ],
    instead: 'ask @trialogue/inference for an engine',
  },
  { what: 'better-sqlite3', only: ['packages/store/'], instead: 'use a repository of @trialogue/store' },
  { what: 'kysely', only: ['packages/store/'], instead: 'use a repository of @trialogue/store' },
  { what: 'fastify', only: ['apps/server/'], instead: 'packages know no HTTP' },
]

/** Tests may use these libraries where the sources beside them may not; so may a file named here. */
export const reservedLibrariesInTests: Readonly<Record<string, readonly string[]>> = {
  'onnxruntime-node': ['packages/onnx/', 'packages/onnx/src/gradient-check.ts'],
}

/** Global names with one door; `within` limits the rule to a folder. Tests are free to use them. */
export const reservedGlobals: readonly (Reserved & { readonly within: string })[] = [
  {
    what: 'process.env',
    within: '',
    only: [
      'apps/server/src/main.ts',
      'apps/server/src/config.ts',
      // Hands an allow-list of it to the model processes.
      'packages/inference/src/process/child-environment.ts',
      'apps/web/vite.config.ts',
      'start.mjs',
      'vitest.config.ts',
      'tests/',
    ],
    instead: 'take the setting as an argument; config.ts reads the environment',
  },
  ...['fetch', 'EventSource', 'XMLHttpRequest', 'WebSocket'].map((what) => ({
    what,
    within: 'apps/web/',
    only: ['apps/web/src/lib/client.ts', 'apps/web/src/lib/event-stream.ts'],
    instead: 'call the client in lib/client.ts',
  })),
]

/** Folder names that say nothing about what is inside. */
export const meaninglessFolders: readonly string[] = ['shared', 'common', 'helpers', 'utils']
