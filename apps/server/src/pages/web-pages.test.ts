import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createFakeProvider } from '@trialogue/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../test-app.ts'

let folder: string
let current: TestApp | undefined
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trialogue-web-'))
})
afterEach(async () => {
  await current?.close()
  rmSync(folder, { recursive: true })
})

const html = { accept: 'text/html,*/*' }

async function start(webDir: string) {
  current = await startTestApp(createFakeProvider({ models: [] }), { webDir })
  return current.app
}

async function startBuilt() {
  mkdirSync(join(folder, 'dist', 'assets'), { recursive: true })
  writeFileSync(join(folder, 'dist', 'index.html'), '<title>The app</title>')
  writeFileSync(join(folder, 'dist', 'assets', 'main-abc123.js'), 'run()')
  writeFileSync(join(folder, 'secret.txt'), 'not for you')
  return start(join(folder, 'dist'))
}

describe('the web app', () => {
  it('is what any page address opens', async () => {
    const app = await startBuilt()
    for (const url of ['/', '/index.html', '/p/01890000-0000-7000-8000-000000000001?tab=compose']) {
      const answer = await app.inject({ url, headers: html })
      expect([url, answer.statusCode, answer.body]).toEqual([url, 200, '<title>The app</title>'])
      expect(answer.headers['cache-control']).toBe('no-cache')
      expect(answer.headers['content-type']).toContain('text/html')
    }
  })

  it('lets browsers keep files whose names carry a hash', async () => {
    const app = await startBuilt()
    const answer = await app.inject({ url: '/assets/main-abc123.js' })
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(answer.headers['content-type']).toContain('javascript')
  })

  it('answers 404 for files and API addresses that are not there', async () => {
    const app = await startBuilt()
    expect((await app.inject({ url: '/assets/gone.js' })).statusCode).toBe(404)
    expect((await app.inject({ url: '/api/gone', headers: html })).json().error.code).toBe('NOT_FOUND')
  })

  it('serves nothing from outside its folder', async () => {
    const app = await startBuilt()
    for (const url of [
      '/../secret.txt',
      '/..%2fsecret.txt',
      '/%2e%2e/secret.txt',
      '/assets/../../secret.txt',
    ]) {
      expect((await app.inject({ url })).body).not.toContain('not for you')
    }
  })

  it('says what to do when it was never built', async () => {
    const app = await start(join(folder, 'nowhere'))
    const answer = await app.inject({ url: '/', headers: html })
    expect(answer.statusCode).toBe(503)
    expect(answer.body).toContain('npx -y pnpm@12 start')
  })
})
