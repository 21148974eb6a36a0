import { readFile } from 'node:fs/promises'
import { AppError } from '@trialogue/contract'

/** As many as `openssl rand -hex 16` writes: nobody can try them all. */
const leastLength = 32

export const shortSecret = `A secret has ${leastLength} characters or more, as \`openssl rand -hex 32\` writes them.`

export function isLongSecret(secret: string): boolean {
  return secret.length >= leastLength
}

/** The secrets that the settings give, newest first: those of TRIALOGUE_SECRET, then those of the file. Throws INVALID_CONFIG. */
export async function readSecrets({
  secrets,
  secretFile,
}: {
  readonly secrets: readonly string[]
  readonly secretFile: string | null
}): Promise<string[]> {
  if (secretFile === null) return [...secrets]
  const lines = (await readText(secretFile)).split(/\r?\n/).map((line) => line.trim())
  const inFile = lines.filter((line) => line !== '')
  if (inFile.length > 0 && inFile.every(isLongSecret)) return [...secrets, ...inFile]
  throw new AppError('INVALID_CONFIG', `TRIALOGUE_SECRET_FILE=${secretFile} does not do. ${shortSecret}`)
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new AppError(
      'INVALID_CONFIG',
      `TRIALOGUE_SECRET_FILE=${file} cannot be read. Name a file with a secret in it that Trialogue may read.`,
      { cause: error },
    )
  }
}
