import { randomBytes } from 'node:crypto'
import { chmod, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { syncToDisk } from '../sync-to-disk.ts'
import { createSecretBox, type SecretBox } from './secret-box.ts'

/** The secrets that keys are sealed with, newest first. */
export interface SecretKeeper {
  /** Makes the first secret where there is none. */
  box(): Promise<SecretBox>
  /**
   * Carries out `reseal` with a box that seals with the newest secret and opens with all; then forgets the older ones
   * that are ours. Those that were given stay in the hands of who gave them. Killed anywhere in between, all that was
   * sealed can still be opened.
   */
  rotate<Result>(reseal: (box: SecretBox) => Promise<Result>): Promise<Result>
}

const fileName = 'secret.key'
const secretBytes = 32

/** Nothing is written: secrets of a store in memory go with it. */
export function keepSecretsInMemory(given: readonly string[]): SecretKeeper {
  let own: readonly string[] = []
  const write = async (secrets: readonly string[]) => {
    own = secrets
  }
  return keepSecrets(given, { read: async () => own, write })
}

/**
 * With `given` secrets those seal; without, one of our own in a file beside the database that only its owner can read.
 * Whoever has the database alone, a copy or a backup of it, has no key.
 */
export function keepSecretsBesideDatabase(dataDir: string, given: readonly string[]): SecretKeeper {
  const file = join(dataDir, fileName)
  return keepSecrets(given, {
    read: () => readLines(file),
    write: (secrets) =>
      secrets.length === 0 ? rm(file, { force: true }) : writeLines(dataDir, file, secrets),
  })
}

interface OwnSecrets {
  read(): Promise<readonly string[]>
  write(secrets: readonly string[]): Promise<void>
}

function keepSecrets(given: readonly string[], own: OwnSecrets): SecretKeeper {
  const makeBox = (secrets: readonly string[]): SecretBox | null => {
    const [newest, ...older] = secrets
    return newest === undefined ? null : createSecretBox([newest, ...older])
  }
  const renew = async (): Promise<SecretBox> => {
    const secret = randomBytes(secretBytes).toString('base64url')
    const secrets = [secret, ...(await own.read())] as const
    await own.write(secrets)
    return createSecretBox(secrets as [string, ...string[]])
  }
  const openBox = async () => makeBox([...given, ...(await own.read())]) ?? renew()
  let box: Promise<SecretBox> | null = null
  return {
    box() {
      box ??= openBox().catch((error: unknown) => {
        box = null
        throw error
      })
      return box
    },
    async rotate(reseal) {
      const next = given.length > 0 ? makeBox([...given, ...(await own.read())]) : null
      const result = await reseal(next ?? (await renew()))
      await own.write(given.length > 0 ? [] : (await own.read()).slice(0, 1))
      box = null
      return result
    },
  }
}

async function readLines(file: string): Promise<string[]> {
  try {
    // Copied or unpacked, a file may have become readable for others.
    await chmod(file, 0o600)
    return (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

async function writeLines(folder: string, file: string, lines: readonly string[]): Promise<void> {
  const partial = `${file}.partial`
  await rm(partial, { force: true })
  const handle = await open(partial, 'wx', 0o600)
  try {
    await handle.writeFile(`${lines.join('\n')}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(partial, file)
  await syncToDisk(folder)
}
