import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createPackedBatches, createStreamBatches } from './batches.ts'
import { tokenizeSample } from './chat-format.ts'
import { readCheckpoint } from './checkpoint.ts'
import { createCorpus } from './corpus/corpus.ts'
import type { Stage } from './corpus/sample.ts'
import { exportModel } from './export-model.ts'
import { type StageRecipe, wrenConfig, wrenRecipes, wrenSeed } from './family.ts'
import { optionNumber } from './option-number.ts'
import { initializeParameters, type Parameters } from './parameters.ts'
import { createEncoder, type Encoder } from './tokenizer/encoder.ts'
import { wrenTokenizer } from './tokenizer/wren-tokenizer.ts'
import { isBudgetSpent, type ProgressReport, type TrainingBudget, trainStage } from './train-stage.ts'
import { readTrainingLog, type TrainingLog, writeTrainingLog } from './training-log.ts'

const usage = `Trains the Wren family: base, then instruct from base, then dialog from instruct.
Interrupt it at any time: the next call goes on from the last checkpoint. A larger budget trains a
finished stage further.

  node packages/training/src/train-family.ts [options]

  --stage <base|instruct|dialog>   only this stage (the one that it starts from must be there)
  --minutes <n>                    train for so many minutes a stage instead of its recipe's
  --tokens <n>                     train for so many tokens a stage
  --threads <n>                    threads of ONNX Runtime (default 1)
  --work <folder>                  checkpoints and logs (default packages/training/work)
  --models <folder>                finished models (default packages/catalogue/models)
  --export-only                    write the model folders from the checkpoints as they are`

type Settings = {
  readonly stages: readonly StageRecipe[]
  readonly budget: TrainingBudget | undefined
  readonly threads: number
  readonly workFolder: string
  readonly modelsFolder: string
  readonly exportsOnly: boolean
}

function readSettings(): Settings | undefined {
  const { values } = parseArgs({
    options: {
      stage: { type: 'string' },
      minutes: { type: 'string' },
      tokens: { type: 'string' },
      threads: { type: 'string', default: '1' },
      work: { type: 'string', default: join(import.meta.dirname, '..', 'work') },
      models: { type: 'string', default: join(import.meta.dirname, '..', '..', 'catalogue', 'models') },
      'export-only': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return undefined
  const stages = wrenRecipes.filter((recipe) => values.stage === undefined || recipe.stage === values.stage)
  if (stages.length === 0) throw new Error(`There is no stage "${values.stage}".\n\n${usage}`)
  const minutes = values.minutes ? { minutes: optionNumber('minutes', values.minutes, 'any') } : undefined
  const tokens = values.tokens ? { tokens: optionNumber('tokens', values.tokens, 'whole') } : undefined
  return {
    stages,
    budget: tokens ?? minutes,
    threads: optionNumber('threads', values.threads, 'whole'),
    workFolder: values.work,
    modelsFolder: values.models,
    exportsOnly: values['export-only'],
  }
}

const checkpointPath = (settings: Settings, stage: Stage) => join(settings.workFolder, `${stage}.checkpoint`)
const logPath = (settings: Settings, stage: Stage) => join(settings.workFolder, `${stage}.training-log.json`)

/** The weights that a new stage starts from, and the tokens that they have seen. */
function openStart(settings: Settings, recipe: StageRecipe): { parameters: Parameters; tokens: number } {
  if (recipe.startsFrom === undefined) {
    return { parameters: initializeParameters(wrenConfig, wrenSeed), tokens: 0 }
  }
  const path = checkpointPath(settings, recipe.startsFrom)
  if (!existsSync(path))
    throw new Error(`Train the stage "${recipe.startsFrom}" first: ${path} is not there.`)
  const { parameters, progress } = readCheckpoint(path)
  if (!progress.isFinished)
    throw new Error(`Finish the stage "${recipe.startsFrom}" first: it was interrupted.`)
  return { parameters, tokens: progress.tokens }
}

function printReport(stage: Stage, report: ProgressReport): void {
  const tokens = `${(report.tokens / 1e6).toFixed(2)}M tokens (${report.tokensPerSecond.toFixed(0)}/s)`
  const minutes = (report.trainedMs / 60_000).toFixed(1)
  const left = Math.ceil(report.remainingMs / 60_000)
  const rate = report.learningRate.toExponential(1)
  console.log(
    `${stage} ${minutes} min, about ${left} min left, ${tokens}, loss ${report.smoothedLoss.toFixed(4)}, rate ${rate}`,
  )
}

/** Trains one stage, or what is left of it. Returns whether it is finished. */
async function train(
  settings: Settings,
  recipe: StageRecipe,
  encoder: Encoder,
  signal: AbortSignal,
): Promise<boolean> {
  const { stage, batchSize, length, schedule } = recipe
  const path = checkpointPath(settings, stage)
  const saved = existsSync(path) ? readCheckpoint(path) : undefined
  const budget = settings.budget ?? { minutes: recipe.minutes }
  // A finished stage trains on when it is given a larger budget than it had.
  if (saved && isBudgetSpent(budget, saved.progress)) return true
  const createBatches = stage === 'base' ? createStreamBatches : createPackedBatches
  const openSegment = (segment: number) => {
    const lesson = segment < recipe.arithmeticSegments ? 'arithmetic' : 'everything'
    const nextSample = createCorpus({ stage, seed: wrenSeed + segment, split: 'train', lesson })
    return createBatches({ batchSize, length }, () => tokenizeSample(encoder, nextSample()))
  }
  const { parameters, tokens } = saved
    ? { parameters: saved.parameters, tokens: 0 }
    : openStart(settings, recipe)
  let log: TrainingLog = (saved && readTrainingLog(logPath(settings, stage))) ?? {
    stage,
    startsFrom: recipe.startsFrom,
    startsFromTokens: tokens,
    seed: wrenSeed,
    batchSize,
    length,
    peakLearningRate: schedule.peakRate,
    threads: settings.threads,
    resumedAtSteps: [],
    entries: [],
  }
  if (saved) log = { ...log, resumedAtSteps: [...log.resumedAtSteps, saved.progress.steps] }
  const progress = await trainStage({
    config: wrenConfig,
    parameters,
    openSegment,
    batchSize,
    length,
    schedule,
    budget,
    threads: settings.threads,
    checkpointPath: path,
    ...(saved ? { resumed: { progress: saved.progress, moments: saved.moments } } : {}),
    signal,
    report: (report) => {
      printReport(stage, report)
      log = { ...log, entries: [...log.entries, report] }
      writeTrainingLog(logPath(settings, stage), log)
    },
  })
  return progress.isFinished
}

async function exportStage(settings: Settings, stage: Stage, encoder: Encoder): Promise<void> {
  const log = readTrainingLog(logPath(settings, stage))
  if (!log) throw new Error(`There is nothing to export: the stage "${stage}" has not been trained yet.`)
  const { config, parameters } = readCheckpoint(checkpointPath(settings, stage))
  const folder = join(settings.modelsFolder, `wren-${stage}`)
  await exportModel(folder, { stage, config, parameters, tokenizer: wrenTokenizer(), encoder, log })
  console.log(`Wrote ${folder}`)
}

async function main(): Promise<void> {
  const settings = readSettings()
  if (!settings) return console.log(usage)
  const interruption = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interruption.abort())
  const encoder = createEncoder(wrenTokenizer())
  for (const recipe of settings.stages) {
    const isFinished = settings.exportsOnly || (await train(settings, recipe, encoder, interruption.signal))
    if (!isFinished) {
      console.log('Interrupted: the same command goes on from here.')
      process.exitCode = 1
      return
    }
    await exportStage(settings, recipe.stage, encoder)
  }
}

await main()
