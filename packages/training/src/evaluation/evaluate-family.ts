import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { findBundledModels, type LocalModel, verifyModel, writeManifest } from '@trialogue/catalogue'
import { createEngine, createOnnxProvider, type Engine } from '@trialogue/inference'
import { createModel } from './ask.ts'
import { addFiguresToCard } from './card-section.ts'
import { evaluateModel } from './evaluate-model.ts'
import { wilsonInterval } from './measurement.ts'

const usage = `Measures the bundled models and writes evaluation.json, the figures in the model card and a new manifest.

  node packages/training/src/evaluation/evaluate-family.ts [options]

  --models <folder>   model folders (default packages/catalogue/models)
  --model <id>        only this model
  --count <n>         cases of each kind (default 100)
  --dry-run           print the figures and write nothing`

type Settings = { readonly count: number; readonly isDryRun: boolean }

/** Measures one model through the product's own engine; writes what it found unless it is a dry run. */
export async function evaluateLocalModel(
  engine: Engine,
  { manifest, folder }: LocalModel,
  settings: Settings,
) {
  const { files, formatVersion, ...description } = manifest
  const weights = files.find(({ path }) => path === 'onnx/model.onnx')
  const measurements = await evaluateModel(createModel(engine, manifest.id, manifest.kind), settings.count)
  for (const measurement of measurements) {
    const { low, high } = wilsonInterval(measurement)
    const interval = `${Math.round(low * 100)} to ${Math.round(high * 100)} %`
    console.log(
      `${manifest.id}  ${measurement.name}: ${measurement.correct} of ${measurement.count} (${interval})`,
    )
  }
  if (settings.isDryRun) return measurements
  const record = { formatVersion, modelSha256: weights?.sha256 ?? null, decoding: 'greedy', measurements }
  await writeFile(join(folder, 'evaluation.json'), `${JSON.stringify(record, null, 2)}\n`)
  const card = join(folder, 'README.md')
  await writeFile(card, addFiguresToCard(await readFile(card, 'utf8'), measurements))
  await writeManifest(folder, description)
  return measurements
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      models: { type: 'string' },
      model: { type: 'string' },
      count: { type: 'string', default: '100' },
      'dry-run': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return console.log(usage)
  const count = Number(values.count)
  if (!Number.isInteger(count) || count < 1) throw new Error('--count must be a whole number above 0.')
  const models = await findBundledModels(values.models)
  const engine = createEngine({ providers: [createOnnxProvider({ models, verify: verifyModel })] })
  try {
    for (const model of models) {
      if (values.model !== undefined && values.model !== model.manifest.id) continue
      await evaluateLocalModel(engine, model, { count, isDryRun: values['dry-run'] })
    }
  } finally {
    await engine.dispose()
  }
}

if (import.meta.main) await main()
