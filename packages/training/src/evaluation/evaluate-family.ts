import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { findBundledModels, type LocalModel, verifyModel } from '@trialogue/catalogue'
import { createEngine, createOnnxProvider, type Engine } from '@trialogue/inference'
import { optionNumber } from '../option-number.ts'
import { createModel } from './ask.ts'
import { comparePrecision } from './compare-precision.ts'
import { gsm8kProbes, readGsm8k } from './gsm8k.ts'
import { collectOutputs, type KindOutputs, tellKindsApart } from './kinds.ts'
import { type Measurement, wilsonInterval } from './measurement.ts'
import type { Probe } from './probe.ts'
import { probes } from './probes.ts'
import { openProgress, type Progress } from './progress.ts'
import { type Figures, saveFigures, weightsSha256, writeCardsOf } from './save-figures.ts'

const usage = `Measures the bundled models and writes evaluation.json, the model cards and new manifests.
Interrupt it at any time: the next call goes on where it stopped, as long as the weights are the same.

  pnpm models:evaluate [options]

  --count <n>            cases of each kind (default 200)
  --model <id>           only this model
  --models <folder>      model folders (default packages/catalogue/models)
  --work <folder>        the trainer's work folder: progress, checkpoints (default packages/training/work)
  --gsm8k <file>         also the problems of this file: lines of {"question", "answer": "… #### n"}
  --gsm8k-count <n>      only its first n problems (default all)
  --compare-precision    also a sample with the trainer's checkpoints in single precision
  --fresh                forget what an interrupted evaluation has found
  --dry-run              print the figures and write neither figures nor cards
  --cards-only           measure nothing: write the cards anew from the figures and logs that are there`

type Settings = {
  readonly models: readonly LocalModel[]
  readonly count: number
  readonly workFolder: string
  readonly gsm8k: readonly Probe[]
  /** How many of its problems are asked: figures of fewer are kept apart. */
  readonly gsm8kCount: number
  readonly comparesPrecision: boolean
  readonly isFresh: boolean
  readonly isDryRun: boolean
  readonly cardsOnly: boolean
}

const defaultWork = join(import.meta.dirname, '..', '..', 'work')

async function readSettings(): Promise<Settings | undefined> {
  const { values } = parseArgs({
    options: {
      models: { type: 'string' },
      model: { type: 'string' },
      count: { type: 'string', default: '200' },
      work: { type: 'string', default: defaultWork },
      gsm8k: { type: 'string' },
      'gsm8k-count': { type: 'string' },
      'compare-precision': { type: 'boolean', default: false },
      fresh: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      'cards-only': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return undefined
  const found = await findBundledModels(values.models)
  const models = found.filter(({ manifest }) => values.model === undefined || manifest.id === values.model)
  if (models.length === 0) throw new Error('There is no such model: look at the folder of --models.')
  const limit = values['gsm8k-count']
  const questions = values.gsm8k === undefined ? [] : readGsm8k(values.gsm8k)
  const asked = questions.slice(
    0,
    limit === undefined ? undefined : optionNumber('gsm8k-count', limit, 'whole'),
  )
  return {
    models,
    count: optionNumber('count', values.count, 'whole'),
    workFolder: values.work,
    gsm8k: asked.length > 0 ? gsm8kProbes(asked) : [],
    gsm8kCount: asked.length,
    comparesPrecision: values['compare-precision'],
    isFresh: values.fresh,
    isDryRun: values['dry-run'],
    cardsOnly: values['cards-only'],
  }
}

function print(modelId: string, measurements: readonly Measurement[]): void {
  for (const measurement of measurements) {
    const { low, high } = wilsonInterval(measurement)
    const interval = `${Math.round(low * 100)} to ${Math.round(high * 100)} %`
    const { name, correct, count } = measurement
    console.log(`${modelId}  ${name}: ${correct} of ${count} (${interval})`)
  }
}

function progressOf(settings: Settings, model: LocalModel): Progress {
  const path = join(settings.workFolder, 'evaluation', `${model.manifest.id}.json`)
  return openProgress(path, { modelSha256: weightsSha256(model), count: settings.count })
}

/** Everything that one model is asked by itself. */
async function measureModel(settings: Settings, engine: Engine, local: LocalModel): Promise<Figures> {
  const { id, kind } = local.manifest
  const model = createModel(engine, id, kind)
  const progress = progressOf(settings, local)
  const measurements: Measurement[] = []
  const ask = async (key: string, probe: Probe) => {
    const found = await progress.remember(key, () => probe.measure(model, settings.count))
    print(id, found)
    measurements.push(...found)
  }
  for (const probe of probes) if (probe.kinds?.includes(kind) ?? true) await ask(probe.id, probe)
  for (const probe of settings.gsm8k) await ask(`${probe.id} of ${settings.gsm8kCount}`, probe)
  if (!settings.comparesPrecision) return { measurements }
  return { measurements, precision: await measurePrecision(settings, local, progress) }
}

async function measurePrecision(settings: Settings, local: LocalModel, progress: Progress) {
  const { id, kind } = local.manifest
  const checkpoint = join(settings.workFolder, `${kind}.checkpoint`)
  const precision = await progress.remember('precision', () =>
    comparePrecision(local, checkpoint, settings.count),
  )
  for (const { name, count, single, half } of precision)
    console.log(`${id}  ${name}: ${single} of ${count} in single precision, ${half} in half precision`)
  return precision
}

/** Needs the outputs of all three kinds; a single model is not told apart from anything. */
async function measureKinds(settings: Settings, engine: Engine): Promise<ReturnType<typeof tellKindsApart>> {
  const collect = ({ manifest }: LocalModel, progress: Progress): Promise<KindOutputs> => {
    const model = createModel(engine, manifest.id, manifest.kind)
    return progress.remember('outputs', () => collectOutputs(model, settings.count))
  }
  const outputs = await Promise.all(
    settings.models.map((local) => collect(local, progressOf(settings, local))),
  )
  const told = tellKindsApart(outputs)
  for (const { manifest } of settings.models) print(manifest.id, told.get(manifest.kind) ?? [])
  return told
}

/** Figures are written when all is measured: the files of a model must not change while its process may start. */
async function evaluate(settings: Settings): Promise<void> {
  const { models } = settings
  const engine = createEngine({ providers: [createOnnxProvider({ models, verify: verifyModel })] })
  try {
    // Each model has a process of its own with one thread.
    const figures = await Promise.all(models.map((local) => measureModel(settings, engine, local)))
    const hasAllKinds = new Set(models.map(({ manifest }) => manifest.kind)).size === 3
    const told = hasAllKinds ? await measureKinds(settings, engine) : undefined
    if (settings.isDryRun) return
    for (const [at, local] of models.entries()) {
      const { measurements = [], precision } = figures[at] ?? {}
      const kinds = told?.get(local.manifest.kind) ?? []
      await saveFigures(local, {
        measurements: [...measurements, ...kinds],
        ...(precision ? { precision } : {}),
      })
    }
  } finally {
    await engine.dispose()
  }
}

async function main(): Promise<void> {
  const settings = await readSettings()
  if (!settings) return console.log(usage)
  const { models } = settings
  if (settings.cardsOnly) {
    for (const local of models) {
      await writeCardsOf(local)
      console.log(`Wrote the cards of ${local.manifest.id}`)
    }
    return
  }
  if (settings.isFresh) rmSync(join(settings.workFolder, 'evaluation'), { recursive: true, force: true })
  await evaluate(settings)
}

await main()
