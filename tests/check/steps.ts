import { globSync } from 'node:fs'
import { join } from 'node:path'
import { runCommand } from '../run-command.ts'
import { checkImports } from './import-rules.ts'

export type StepResult = {
  readonly name: string
  readonly durationMs: number
  readonly failure: string | null
}

type Step = {
  readonly name: string
  readonly what: string
  /** Looks at `root`, or only at `paths` in it; gives what failed, or null. */
  readonly run: (root: string, paths: readonly string[]) => Promise<string | null>
}

const repository = join(import.meta.dirname, '../..')

/** A tool of this repository, run under the Node that runs the check. */
async function runTool(name: string, args: readonly string[], cwd: string): Promise<string | null> {
  const { code, output } = await runCommand(join(repository, 'node_modules/.bin', name), args, { cwd })
  return code === 0 ? null : output.trim()
}

const touches = (paths: readonly string[], place: string) =>
  paths.length === 0 || paths.some((path) => place.startsWith(path) || path.startsWith(`${place}/`))

/** The compiler, once per tsconfig: two at a time, which is what a small machine has cores for. */
async function checkTypes(root: string, paths: readonly string[]): Promise<string | null> {
  const projects = globSync('{apps/*,packages/*,tests}/tsconfig*.json', { cwd: root })
    .filter((project) => touches(paths, project.split('/').slice(0, -1).join('/')))
    .sort()
  const failures: string[] = []
  const work = async () => {
    for (let project = projects.shift(); project; project = projects.shift()) {
      const failure = await runTool('tsc', ['-p', project, '--pretty', 'false'], root)
      // A room that holds no sources yet has nothing to be wrong.
      if (failure && !failure.includes('error TS18003')) failures.push(failure)
    }
  }
  await Promise.all([work(), work()])
  return failures.length > 0 ? failures.join('\n') : null
}

function checkImportRules(root: string, paths: readonly string[]): Promise<string | null> {
  const lines = checkImports(root)
    .violations.filter(({ file }) => paths.length === 0 || paths.some((path) => file.startsWith(path)))
    .map(({ file, line, rule, message }) => `${file}:${line} ${rule}: ${message}`)
  return Promise.resolve(lines.length > 0 ? lines.join('\n') : null)
}

/** The steps of `pnpm check`, in the order they run: quick ones first. */
export const steps: readonly Step[] = [
  {
    name: 'lint',
    what: 'format, lint, sizes, import cycles (biome)',
    run: (root, paths) =>
      runTool(
        'biome',
        [
          'check',
          '--error-on-warnings',
          '--colors=off',
          '--max-diagnostics=60',
          `--config-path=${root}`,
          ...paths,
        ],
        root,
      ),
  },
  { name: 'imports', what: 'who may import whom (import-table.ts)', run: checkImportRules },
  { name: 'types', what: 'the compiler, room by room (tsc)', run: checkTypes },
  {
    name: 'unused',
    what: 'files, exports and dependencies nobody uses (knip)',
    run: (root, paths) =>
      paths.length > 0
        ? Promise.resolve(null)
        : runTool('knip', ['--no-progress', '--treat-config-hints-as-errors'], root),
  },
]

/** Runs steps one after another; each result is reported as it comes. */
export async function runSteps(
  chosen: readonly Step[],
  root: string,
  paths: readonly string[],
  report: (result: StepResult, what: string) => void,
): Promise<StepResult[]> {
  const results: StepResult[] = []
  for (const { name, what, run } of chosen) {
    const startedAt = performance.now()
    const failure = await run(root, paths)
    const result = { name, durationMs: performance.now() - startedAt, failure }
    report(result, what)
    results.push(result)
  }
  return results
}
