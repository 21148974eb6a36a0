import { join } from 'node:path'
import { parseArgs } from 'node:util'
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
import { chooseWord, invalidUse } from './read-option.ts'

const usage = `trialogue models pull <repository> [options]
  <repository>        organization/name, or its address on the hub
  --revision <r>      Branch, tag or commit (default: main)
  --precision <p>     ${pullPrecisionSchema.options.join(', ')} (default: what suits this machine)
  --kind <kind>       ${modelKindSchema.options.join(', ')} (default: what the repository tells)
  --dry-run           Says what would be fetched, how much memory it needs, and whether it fits`

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        revision: { type: 'string' },
        precision: { type: 'string' },
        kind: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
      },
    })
  } catch (thrown) {
    throw invalidUse(thrown instanceof Error ? thrown.message : String(thrown), usage)
  }
}

function readRequest(args: readonly string[]): { request: PullRequest; isDryRun: boolean } {
  const { values, positionals } = parse(args)
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

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`

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
    `  ${megabytes(missing.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0))} to fetch in ${missing.length} files, ` +
      `about ${megabytes(variant?.memoryNeedBytes ?? 0)} of memory (${megabytes(plan.memoryFreeBytes)} are free)`,
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
  const speed = bytesPerSecond === null ? '' : `, ${megabytes(bytesPerSecond)}/s`
  const left = remainingMs === null ? '' : `, ${Math.ceil(remainingMs / 1000)} s left`
  return `${words[step]} ${percent} % of ${megabytes(totalBytes)}${speed}${left}`
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

/** Stops at Ctrl+C; what was fetched stays. */
function stopOnSignal(): AbortSignal {
  const stop = new AbortController()
  const reason = 'Stopped. What was fetched is kept: the same command goes on from there.'
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => stop.abort(new AppError('INVALID_REQUEST', reason)))
  }
  return stop.signal
}

/** `trialogue models pull <repository>`: fetches a model from the hub and makes it ready to run. */
export const modelsPullCommand = {
  about: 'Pulls a model from Hugging Face, or goes on with a pull that was stopped.',
  async run(args: readonly string[]): Promise<void> {
    const { request, isDryRun } = readRequest(args)
    const { hub: settings, dataDir, memoryLimitBytes } = readConfig()
    const modelsFolder = join(dataDir, 'models')
    const client = createHubClient(settings)
    const signal = stopOnSignal()
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
