import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openConnection } from './connection.ts'

it('opens every connection with the settings that keep acknowledged rows', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'trialogue-connection-'))
  for (const file of [join(folder, 'a.sqlite'), join(folder, 'a.sqlite'), ':memory:']) {
    const database = await openConnection(file)
    const read = (name: string) => database.pragma(name, { simple: true })
    expect({ file, synchronous: read('synchronous') }).toEqual({ file, synchronous: 2 })
    expect(read('journal_mode')).toBe(file === ':memory:' ? 'memory' : 'wal')
    expect(read('foreign_keys')).toBe(1)
    expect(read('busy_timeout')).toBe(5_000)
    expect(read('journal_size_limit')).toBe(64 * 1024 * 1024)
    database.close()
  }
  rmSync(folder, { recursive: true })
})
