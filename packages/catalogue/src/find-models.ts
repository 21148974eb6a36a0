import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '@trialogue/contract'
import { byFamilyAndKind, findBundledModels } from './find-bundled-models.ts'
import type { LocalModel } from './local-model.ts'
import { manifestFileName, readManifest } from './manifest-file.ts'

export interface FoundModels {
  readonly models: readonly LocalModel[]
  /** Folders among the imported models that were left out; the others are not affected. */
  readonly problems: readonly FolderProblem[]
}

export interface FolderProblem {
  /** Its name. */
  readonly folder: string
  readonly error: AppError
}

/** What a folder held when it was looked at; read again when its manifest is another file. */
type Seen = { readonly stamp: string; readonly found: LocalModel | AppError }

/**
 * Finds the bundled models, then those imported into `modelsFolder`, each in the order family, kind. Folders without a
 * manifest and hidden ones are no models. An imported one that cannot be understood, is not whole yet or whose id is
 * taken is a problem. Only manifests are read, and the sizes of files that are new; again and again that costs little.
 * Throws MODEL_CORRUPT for a bundled model.
 */
export function createModelFinder(modelsFolder: string): () => Promise<FoundModels> {
  let bundled: readonly LocalModel[] | null = null
  let seen: ReadonlyMap<string, Seen> = new Map()
  return async () => {
    bundled ??= (await findBundledModels()).map((model) => ({ ...model, isBundled: true }))
    const looked = await lookInto(modelsFolder, seen)
    seen = looked
    return arrange(bundled, looked)
  }
}

/** As `createModelFinder`, once. */
export function findModels(modelsFolder: string): Promise<FoundModels> {
  return createModelFinder(modelsFolder)()
}

async function lookInto(
  modelsFolder: string,
  seen: ReadonlyMap<string, Seen>,
): Promise<ReadonlyMap<string, Seen>> {
  const entries = await readdir(modelsFolder, { withFileTypes: true }).catch(() => [])
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  const looked = new Map<string, Seen>()
  for (const name of names.filter((one) => !one.startsWith('.')).sort()) {
    const folder = join(modelsFolder, name)
    const stamp = await stampOf(join(folder, manifestFileName))
    if (stamp === null) continue
    const known = seen.get(name)
    // What is not whole may have become so without another manifest.
    const isKnown = known !== undefined && known.stamp === stamp && !(known.found instanceof AppError)
    const found = isKnown ? known.found : await readModel(folder, name)
    if (found !== null) looked.set(name, { stamp, found })
  }
  return looked
}

/** Changes when the file is exchanged; null where there is none. */
async function stampOf(path: string): Promise<string | null> {
  const file = await stat(path).catch(() => null)
  return file === null ? null : `${file.ino} ${file.size} ${file.mtimeMs}`
}

/** The model in a folder, or why there is none; null for a folder that has just gone. */
async function readModel(folder: string, name: string): Promise<LocalModel | AppError | null> {
  try {
    const manifest = await readManifest(folder)
    if (manifest === null) return null
    for (const { path, sizeBytes } of manifest.files) {
      const file = await stat(join(folder, path)).catch(() => null)
      if (file?.size !== sizeBytes) return notWhole(name, path, file?.size ?? null, sizeBytes)
    }
    return { manifest, folder }
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown
    return new AppError('MODEL_CORRUPT', `The imported model in ${name} cannot be read.`, { cause: thrown })
  }
}

function arrange(bundled: readonly LocalModel[], looked: ReadonlyMap<string, Seen>): FoundModels {
  const imported: LocalModel[] = []
  const problems: FolderProblem[] = []
  const ids = new Set(bundled.map(({ manifest }) => manifest.id))
  for (const [folder, { found }] of looked) {
    if (found instanceof AppError) {
      problems.push({ folder, error: found })
    } else if (ids.has(found.manifest.id)) {
      problems.push({ folder, error: idTaken(found.manifest.id, folder) })
    } else {
      ids.add(found.manifest.id)
      imported.push(found)
    }
  }
  return { models: [...bundled, ...imported.sort(byFamilyAndKind)], problems }
}

function idTaken(modelId: string, folder: string): AppError {
  const message = `The imported model in ${folder} is left out: another one has its id “${modelId}”.`
  return new AppError('CONFLICT', message, { details: { modelId } })
}

function notWhole(
  folder: string,
  path: string,
  sizeBytes: number | null,
  expectedSizeBytes: number,
): AppError {
  const state = sizeBytes === null ? 'missing' : `${sizeBytes} bytes long, not ${expectedSizeBytes}`
  const message =
    `The imported model in ${folder} is left out: its file ${path} is ${state}. ` +
    'It appears when it is whole; if nobody is copying it, import or pull it again.'
  const reason = sizeBytes === null ? 'missing' : 'size'
  return new AppError('MODEL_CORRUPT', message, { details: { path, reason } })
}
