/**
 * `pnpm test [stage …]`: everything, in four stages; naming stages runs only those. The last line is
 * `N passed, N failed`, the exit code is 0 only when nothing failed and something ran.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { ensureBrowser } from './browser.ts'
import { runSteps, steps } from './check/steps.ts'
import { runCommand } from './run-command.ts'

type Tally = { readonly passed: number; readonly failed: number }

const root = join(import.meta.dirname, '..')

/** A developer's own settings must not decide what the tests see; the choice of browser may. */
const env = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !name.startsWith('TRIALOGUE_') || name === 'TRIALOGUE_CHROMIUM',
  ),
)

/** What we read of vitest's JSON report. A file that fails to load is failed and holds no tests. */
const reportSchema = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
})

function readTally(reportPath: string, exitCode: number): Tally {
  const report = reportSchema.parse(JSON.parse(readFileSync(reportPath, 'utf8')))
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length
  for (const { assertionResults } of report.testResults) {
    for (const { fullName, status } of assertionResults) {
      if (status !== 'passed' && status !== 'failed') console.log(`NOT RUN (${status}): ${fullName}`)
    }
  }
  const failed = report.numFailedTests + unloaded
  // An error outside any test fails the run though every test passed.
  return { passed: report.numPassedTests, failed: exitCode !== 0 ? Math.max(failed, 1) : failed }
}

async function runVitest(projects: readonly string[], flags: readonly string[]): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'trialogue-tests-'))
  const reportPath = join(folder, 'report.json')
  try {
    const { code } = await runCommand(
      join(root, 'node_modules/.bin/vitest'),
      [
        'run',
        ...projects.map((project) => `--project=${project}`),
        ...flags,
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${reportPath}`,
      ],
      { cwd: root, env, echo: true },
    )
    return readTally(reportPath, code)
  } catch (error) {
    console.log(`vitest left no report: ${error instanceof Error ? error.message : String(error)}`)
    return { passed: 0, failed: 1 }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function runCheck(): Promise<Tally> {
  const results = await runSteps(steps, root, [], ({ name, durationMs, failure }, what) => {
    console.log(`${failure === null ? 'ok    ' : 'FAILED'} ${name} (${Math.round(durationMs)} ms): ${what}`)
    if (failure !== null) console.log(`\n${failure}\n`)
  })
  const failed = results.filter(({ failure }) => failure !== null).length
  return { passed: results.length - failed, failed }
}

async function runEndToEnd(): Promise<Tally> {
  try {
    console.log(`Browser: ${await ensureBrowser()}`)
  } catch (error) {
    console.log(error instanceof Error ? error.message : String(error))
    return { passed: 0, failed: 1 }
  }
  const build = await runCommand(process.execPath, [join(root, 'start.mjs'), '--build-only'], {
    env,
    echo: true,
  })
  if (build.code !== 0) return { passed: 0, failed: 1 }
  return runInTwoParts(['docker', 'e2e-lossless', 'e2e'], ['e2e-measured'])
}

/** What measures times has the machine to itself. */
async function runInTwoParts(projects: readonly string[], measured: readonly string[]): Promise<Tally> {
  const besideEachOther = await runVitest(projects, ['--maxWorkers=2'])
  const alone = await runVitest(measured, ['--no-file-parallelism'])
  return {
    passed: besideEachOther.passed + alone.passed,
    failed: besideEachOther.failed + alone.failed,
  }
}

/** Quick answers first. Two workers suit two cores. */
const stages: Readonly<Record<string, () => Promise<Tally>>> = {
  check: runCheck,
  unit: () => runVitest(['packages', 'server', 'web', 'check', 'bench'], ['--maxWorkers=2']),
  processes: () => runInTwoParts(['weights', 'devices', 'reliability'], ['reliability-measured']),
  e2e: runEndToEnd,
}

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !(name in stages))
if (unknown.length > 0) {
  console.error(`No stage named ${unknown.join(', ')}; there are: ${Object.keys(stages).join(', ')}.`)
  process.exit(2)
}

let passed = 0
let failed = 0
for (const [name, run] of Object.entries(stages)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  const startedAt = performance.now()
  console.log(`\n== ${name}`)
  const tally = await run()
  passed += tally.passed
  failed += tally.failed
  const seconds = Math.round((performance.now() - startedAt) / 1000)
  console.log(`== ${name}: ${tally.passed} passed, ${tally.failed} failed in ${seconds} s`)
}
console.log(`\n${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0
