import { aPromptContent } from '@trialogue/testing'
import { describe, expect, it } from 'vitest'
import { openConnection } from './connection.ts'
import { createQueries } from './dialect.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/migrations.ts'
import { createPromptRepository } from './repositories/prompt-repository.ts'

/** A database that may not grow: SQLite then fails exactly as on a full disk, with SQLITE_FULL. */
async function openFullDisk() {
  const database = await openConnection(':memory:')
  await migrate(database, migrations, () => Promise.resolve())
  const prompts = createPromptRepository(createQueries(database), () => 1)
  const { prompt } = await prompts.create({ name: 'Before', content: aPromptContent() })
  const setLimit = (pages: number) => database.pragma(`max_page_count = ${pages}`)
  setLimit(Number(database.pragma('page_count', { simple: true })))
  return { prompts, prompt, makeRoom: () => setLimit(100_000) }
}

describe('a full disk', () => {
  it('fails the write as a whole, keeps serving reads, and takes writes again once there is room', async () => {
    const { prompts, prompt, makeRoom } = await openFullDisk()
    const large = {
      name: 'Large',
      content: aPromptContent({ values: [{ name: 'a', value: 'x'.repeat(100_000) }] }),
    }

    await expect(prompts.create(large)).rejects.toMatchObject({ code: 'DISK_FULL' })
    expect(await prompts.list({ limit: 10 })).toEqual({ items: [prompt], nextCursor: null })
    await expect(prompts.create(large)).rejects.toMatchObject({ code: 'DISK_FULL' })

    makeRoom()
    await prompts.create(large)
    expect((await prompts.list({ limit: 10 })).items).toHaveLength(2)
  })
})
