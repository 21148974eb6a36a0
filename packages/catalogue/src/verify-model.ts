import {
  AppError,
  type ModelCheck,
  type ModelFile,
  modelCheckSchema,
  toErrorRecord,
} from '@trialogue/contract'
import { hashFile } from './hash-file.ts'
import type { LocalModel } from './local-model.ts'
import { openModelFile } from './open-model-file.ts'

/**
 * Checks that every file of the manifest is there with its size and SHA-256. The sizes of all files come first: a
 * download that was cut short is found without reading gigabytes.
 * Throws MODEL_CORRUPT with `details.path` and `details.reason`: `missing`, `link`, `size` or `sha256`.
 */
export async function verifyModel(model: LocalModel): Promise<void> {
  for (const file of model.manifest.files) await verifySize(model, file)
  for (const file of model.manifest.files) await verifyContent(model, file)
}

/** As `verifyModel`, but goes on after a file that is damaged, and tells of all. */
export async function checkModel(model: LocalModel): Promise<Omit<ModelCheck, 'checkedAt'>> {
  const { files } = model.manifest
  const damaged: ModelCheck['damaged'] = []
  for (const file of files) {
    const problem = await problemOf(model, file)
    if (problem !== null) damaged.push(problem)
  }
  const sizeBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0)
  return { fileCount: files.length, sizeBytes, damaged }
}

async function problemOf(model: LocalModel, file: ModelFile): Promise<ModelCheck['damaged'][number] | null> {
  try {
    await verifySize(model, file)
    await verifyContent(model, file)
    return null
  } catch (thrown) {
    const { code, message, details } = toErrorRecord(thrown)
    const reason = modelCheckSchema.shape.damaged.element.shape.reason.safeParse(details['reason'])
    if (code !== 'MODEL_CORRUPT' || !reason.success) throw thrown
    return { path: file.path, reason: reason.data, message }
  }
}

async function verifySize(model: LocalModel, expected: ModelFile): Promise<void> {
  const file = await openModelFile(model.folder, expected.path, model.manifest)
  try {
    const { size } = await file.stat()
    if (size === expected.sizeBytes) return
    throw new AppError(
      'MODEL_CORRUPT',
      `The model file ${expected.path} has ${size} bytes, not ${expected.sizeBytes}. Install the model again.`,
      {
        details: {
          path: expected.path,
          reason: 'size',
          sizeBytes: size,
          expectedSizeBytes: expected.sizeBytes,
        },
      },
    )
  } finally {
    await file.close()
  }
}

async function verifyContent(model: LocalModel, expected: ModelFile): Promise<void> {
  const file = await openModelFile(model.folder, expected.path, model.manifest)
  try {
    const sha256 = await hashFile(file)
    if (sha256 === expected.sha256) return
    throw new AppError(
      'MODEL_CORRUPT',
      `The model file ${expected.path} is damaged: its checksum is wrong. Install the model again.`,
      { details: { path: expected.path, reason: 'sha256', sha256, expectedSha256: expected.sha256 } },
    )
  } finally {
    await file.close()
  }
}
