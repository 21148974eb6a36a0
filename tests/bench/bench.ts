/**
 * `pnpm bench`: this engine, llama.cpp and transformers.js side by side on the same model. Prints Markdown on standard
 * output, progress on standard error, and leaves the figures of every round in `results/`.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { peers, trialogue } from './competitors/contestants.ts'
import { installPeers } from './install-peers.ts'
import { describeMachine } from './machine.ts'
import { createMeasures, fullLengths, type Measure, quickLengths } from './measures.ts'
import { makeModels } from './model/make-models.ts'
import { smolShape, tinyShape } from './model/model-shape.ts'
import { type Options, readOptions, usage } from './options.ts'
import { type Report, renderReport } from './report.ts'
import { runStage, type StageResult } from './run-stage.ts'
import { readVersions } from './versions.ts'

async function run(options: Options): Promise<void> {
  const machine = describeMachine()
  const startedAt = new Date().toISOString()
  if (options.withPeers) await installPeers()
  const shape = options.isQuick ? tinyShape : smolShape
  const lengths = options.isQuick ? quickLengths : fullLengths
  const files = await makeModels(options.isQuick ? 'tiny' : 'smol', shape)
  const contestants = options.withPeers ? [trialogue, ...peers] : [trialogue]
  const measures = createMeasures(lengths).filter(({ id }) => options.measures.includes(id))

  const stages: StageResult[] = []
  for (const precision of options.precisions) {
    for (const modelCount of [1, 3]) {
      const chosen = measures.filter((measure: Measure) => measure.modelCount === modelCount)
      if (chosen.length === 0) continue
      const { threads, rounds } = options
      const contextLength = lengths.long + 256
      stages.push(
        await runStage({
          ...{ precision, modelCount, measures: chosen, contestants, files, threads, rounds, contextLength },
        }),
      )
    }
  }
  const report: Report = {
    formatVersion: 1,
    startedAt,
    isQuick: options.isQuick,
    machine,
    rounds: options.rounds,
    shape,
    versions: readVersions(options.withPeers),
    stages,
  }
  console.log(renderReport(report, measures, contestants))
  const path = saveReport(report)
  console.error(`Every round's figures: ${path}`)
}

function saveReport(report: Report): string {
  const folder = join(import.meta.dirname, 'results')
  mkdirSync(folder, { recursive: true })
  const machine = report.machine.name.replaceAll(/[^A-Za-z0-9.-]/g, '-')
  const time = report.startedAt.slice(0, 16).replace(':', '')
  const path = join(folder, `${time}-${machine}${report.isQuick ? '-quick' : ''}.json`)
  writeFileSync(path, `${JSON.stringify(report, null, 2)}\n`)
  return path
}

try {
  await run(readOptions(process.argv.slice(2)))
} catch (error) {
  const message = error instanceof Error ? error.message : String(error)
  console.error(`${message}\n\n${usage}`)
  process.exitCode = 1
}
