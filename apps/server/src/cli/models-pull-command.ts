import { join } from 'node:path'
import { createHubClient, type PullProgress, planPull, pullModel } from '@trialogue/catalogue'
import {
  AppError,
  modelKindSchema,
  type PullPlan,
  type PullRequest,
  pullPrecisionSchema,
} from '@trialogue/contract'
import { createMemoryKeeper } from '@trialogue/inference'
import { readConfig } from '../config.ts'
import { abortOnSignal } from './abort-on-signal.ts'
import { formatMegabytes } from './format-megabytes.ts'
import { chooseWord, invalidUse, parseWords } from './read-option.ts'

const usage = `trialogue models pull <repository> [options]
  <repository>        organization/name, or its address on the hub
  --revision <r>      Branch, tag or commit (default: main)
  --precision <p>     ${pullPrecisionSchema.options.join(', ')} (default: what suits this machine)
  --kind <kind>       ${modelKindSchema.options.join(', ')} (default: what the repository tells)
  --dry-run           Says what would be fetched, how much memory it needs, and whether it fits`

const options = {
  revision: { type: 'string' },
  precision: { type: 'string' },
  kind: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
} as const

function readRequest(args: readonly string[]): { request: PullRequest; isDryRun: boolean } {
  const { values, positionals } = parseWords(args, options, usage)
  const [repository, ...others] = positionals
  if (repository === undefined || others.length > 0) throw invalidUse('One repository is needed.', usage)
  const request = {
    repository,
    revision: values.revision ?? null,
    precision: chooseWord('precision', values.precision, pullPrecisionSchema.options, usage),
    kind: chooseWord('kind', values.kind, modelKindSchema.options, usage),
  }
  return { request, isDryRun: values['dry-run'] }
}

function tell(plan: PullPlan): void {
  const { repository, kind, kindReason, licence, parameterCount, variants, chosen, files } = plan
  const variant = variants.find(({ precision }) => precision === chosen)
  const missing = files.filter(({ isCached }) => !isCached)
  const size =
    parameterCount === null ? 'size unknown' : `${(parameterCount / 1e6).toFixed(0)} million parameters`
  console.log(`${repository.name} at ${repository.revision.slice(0, 12)}: ${size}, licence ${licence}`)
  console.log(`  ${kind}: ${kindReason}`)
  console.log(
    `  ${chosen}, ${variant?.action === 'convert' ? 'converted from its checkpoint' : 'an ONNX file as it is'}` +
      `; there is also ${
        variants
          .map(({ precision }) => precision)
          .filter((one) => one !== chosen)
          .join(', ') || 'nothing else'
      }`,
  )
  console.log(
    `  ${formatMegabytes(missing.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0))} to fetch in ${missing.length} files, ` +
      `about ${formatMegabytes(variant?.memoryNeedBytes ?? 0)} of memory (${formatMegabytes(plan.memoryFreeBytes)} are free)`,
  )
}

const words = { downloading: 'fetching', verifying: 'checking', converting: 'converting' } as const

function describeProgress({
  step,
  doneBytes,
  totalBytes,
  bytesPerSecond,
  remainingMs,
}: PullProgress): string {
  const percent = totalBytes === 0 ? 100 : Math.floor((100 * doneBytes) / totalBytes)
  const speed = bytesPerSecond === null ? '' : `, ${formatMegabytes(bytesPerSecond)}/s`
  const left = remainingMs === null ? '' : `, ${Math.ceil(remainingMs / 1000)} s left`
  return `${words[step]} ${percent} % of ${formatMegabytes(totalBytes)}${speed}${left}`
}

/** Shows progress on standard error: one line that changes on a terminal, a line for every tenth elsewhere. */
function progressLine(): (progress: PullProgress) => void {
  const { isTTY } = process.stderr
  let shown = ''
  return (progress) => {
    const { step, doneBytes, totalBytes } = progress
    if (totalBytes === 0) return
    const part = Math.floor((isTTY ? 200 : 10) * (doneBytes / totalBytes))
    if (shown === `${step} ${part}`) return
    shown = `${step} ${part}`
    const line = describeProgress(progress)
    process.stderr.write(isTTY ? `\r${line.padEnd(78)}${doneBytes >= totalBytes ? '\n' : ''}` : `${line}\n`)
  }
}

/** `trialogue models pull <repository>`: fetches a model from the hub and makes it ready to run. */
export const modelsPullCommand = {
  about: 'Pulls a model from Hugging Face, or goes on with a pull that was stopped.',
  async run(args: readonly string[]): Promise<void> {
    const { request, isDryRun } = readRequest(args)
    const { hub: settings, dataDir, memoryLimitBytes } = readConfig()
    const modelsFolder = join(dataDir, 'models')
    const client = createHubClient(settings)
    const signal = abortOnSignal('Stopped. What was fetched is kept: the same command goes on from there.')
    try {
      const { freeBytes: memoryFreeBytes } = await createMemoryKeeper({
        limitBytes: memoryLimitBytes,
      }).readMemory()
      const prepared = await planPull(request, { settings, client, modelsFolder, memoryFreeBytes, signal })
      tell(prepared.plan)
      const { obstacle } = prepared.plan
      if (obstacle !== null)
        throw new AppError(obstacle.code, obstacle.message, { details: obstacle.details })
      if (isDryRun) {
        console.log('Nothing was fetched: this was a dry run.')
        return
      }
      const { manifest } = await pullModel(prepared, {
        ...{ settings, client, modelsFolder, signal },
        onProgress: progressLine(),
      })
      console.log(`Pulled ${manifest.id}. A running Trialogue shows it at once.`)
    } finally {
      await client.close()
    }
  },
}
