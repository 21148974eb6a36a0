import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type PullStatus, pullSchema } from '@trialogue/contract'
import { z } from 'zod'

/** What is kept of a pull: enough to go on with it after a restart, from the same commit. */
const pullRecordSchema = z.strictObject({
  pull: pullSchema,
  /** The branch, tag or commit that was asked for. */
  reference: z.string(),
  /** The files that it needs, as the cache knows them. */
  files: z.array(z.strictObject({ hash: z.string(), sizeBytes: z.int().nonnegative() })),
})
export type PullRecord = z.infer<typeof pullRecordSchema>

/** A pull in one of these is at work, or will be without anybody's doing. */
const active: ReadonlySet<PullStatus> = new Set(['queued', 'downloading', 'verifying', 'converting'])

export function isActive(status: PullStatus): boolean {
  return active.has(status)
}

/** One file per pull: they are few, and change seldom, since how far a pull is can be seen from its files. */
export interface PullRecords {
  read(): Promise<PullRecord[]>
  save(record: PullRecord): Promise<void>
  remove(pullId: string): Promise<void>
}

export function createPullRecords(folder: string): PullRecords {
  const fileOf = (pullId: string) => join(folder, `${pullId}.json`)
  return {
    async read() {
      const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json'))
      const records = await Promise.all(names.map((name) => readRecord(join(folder, name))))
      return records.flatMap((record) => record ?? [])
    },
    async save(record) {
      const file = fileOf(record.pull.id)
      await mkdir(folder, { recursive: true })
      const draft = `${file}.draft`
      await writeFile(draft, JSON.stringify(record))
      await rename(draft, file)
    },
    remove: (pullId) => rm(fileOf(pullId), { force: true }),
  }
}

/** What cannot be understood is left out: the files themselves are all in the cache, and a new pull finds them. */
async function readRecord(path: string): Promise<PullRecord | null> {
  try {
    return pullRecordSchema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return null
  }
}
