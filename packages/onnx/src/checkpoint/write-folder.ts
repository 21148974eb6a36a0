import { randomUUID } from 'node:crypto'
import { access, mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { isProcessRunning } from './is-process-running.ts'

/** A draft that nobody has touched for so long was left behind, even where its process id lives on as another's. */
const ABANDONED_AFTER_MS = 24 * 60 * 60 * 1000

/** Drafts are called `.<name>.<random>.<process id>.unfinished`: hidden, and found again after a crash. */
const draftName = /^\..+\.(\d+)\.unfinished$/

async function removeLeftovers(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const [, processId] = draftName.exec(name) ?? []
    if (processId === undefined) continue
    const draft = join(parent, name)
    const touchedAt = await stat(draft).then(
      ({ mtimeMs }) => mtimeMs,
      () => 0,
    )
    if (isProcessRunning(Number(processId)) && Date.now() - touchedAt < ABANDONED_AFTER_MS) continue
    await rm(draft, { recursive: true, force: true })
  }
}

/**
 * Makes a folder that appears whole or not at all: `write` fills a hidden draft beside it, which is renamed in the end.
 * When `write` throws, nothing is left; what a crash leaves behind is removed by the next call for the same place.
 * Gives what `write` gives. Throws when the folder exists already.
 */
export async function writeFolder<T>(folder: string, write: (draft: string) => Promise<T>): Promise<T> {
  const parent = dirname(folder)
  await mkdir(parent, { recursive: true })
  await removeLeftovers(parent)
  const refuse = () => {
    throw new Error(`${folder} exists already.`)
  }
  await access(folder).then(refuse, () => undefined)
  const draft = join(parent, `.${basename(folder)}.${randomUUID()}.${process.pid}.unfinished`)
  await mkdir(draft)
  try {
    const result = await write(draft)
    await rename(draft, folder)
    return result
  } catch (thrown) {
    await rm(draft, { recursive: true, force: true })
    throw thrown
  }
}
