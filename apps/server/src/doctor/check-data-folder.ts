import { access, constants, mkdtemp, rm, stat, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Finding, failed, note, ok, sizeText } from './finding.ts'

/** The database needs little, but needs it. */
const NEEDED_BYTES = 100e6
const LITTLE_BYTES = 2e9

/** Whether the data folder can be written, and how much room there is. Makes nothing that stays. */
export async function checkDataFolder(dataDir: string): Promise<Finding> {
  const subject = 'Data folder'
  const exists = (await stat(dataDir).catch(() => null)) !== null
  const place = exists ? dataDir : await nearestFolder(dataDir)
  const problem = exists ? await tryToWrite(dataDir) : await tryToMake(place)
  const { bavail, bsize } = await statfs(place)
  const freeBytes = bavail * bsize
  const facts = { path: dataDir, exists, isWritable: problem === null, freeBytes }
  if (problem !== null) {
    const advice = `Give this user the right to write in ${place}, or choose another folder with TRIALOGUE_DATA_DIR.`
    return failed(subject, `${dataDir} cannot be written: ${problem}`, { facts, advice })
  }
  const text = `${dataDir} ${exists ? 'can be written' : 'can be made'}, ${sizeText(freeBytes)} free`
  if (freeBytes < NEEDED_BYTES) {
    return failed(subject, text, { facts, advice: 'Make room on the disk: texts could not be saved.' })
  }
  if (freeBytes < LITTLE_BYTES) {
    return note(subject, text, { facts, advice: 'Make room before you import a model.' })
  }
  return ok(subject, text, { facts })
}

async function nearestFolder(path: string): Promise<string> {
  for (let place = dirname(path); ; place = dirname(place)) {
    const isThere = (await stat(place).catch(() => null)) !== null
    if (isThere || place === dirname(place)) return place
  }
}

async function tryToWrite(folder: string): Promise<string | null> {
  try {
    await rm(await mkdtemp(join(folder, '.doctor-')), { recursive: true })
    return null
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown)
  }
}

async function tryToMake(parent: string): Promise<string | null> {
  if (!(await stat(parent)).isDirectory()) return `${parent} is no folder`
  return access(parent, constants.W_OK).then(
    () => null,
    ({ message }: Error) => message,
  )
}
