import type { Request } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Product, startProduct } from './product.ts'
import { sampleContent } from './prompts.ts'

let product: Product

beforeAll(async () => {
  product = await startProduct()
})
afterAll(() => product.end())

/** Markup and code that a model or a person may well write. */
const hostile = '<img src=x onerror="document.title=1"><script>document.title=2</script>'

describe('a visit that uses everything', () => {
  it('breaks no rule of the Content-Security-Policy and asks nothing of another origin', async () => {
    const visit = await product.visit()
    await visit.write('Prompt text', `${hostile} {{name}}`)
    await visit.field('Value of name').fill(hostile)
    await visit.chooseStrategy('Zero-shot')
    await visit.runAll()
    await visit.waitForEnd()
    await visit.saveVersion(hostile)
    await visit.write('Prompt text', 'Say hello to {{name}}.')
    await visit.openTab('Versions')
    await visit.button('Compare version 1 with the draft').click()
    await visit.page.locator('[data-editor="monaco-diff"] .view-line').first().waitFor()
    expect(await visit.page.title()).toContain('Trialogue')
    expect(visit.problems).toEqual([])
    await visit.end()
  })

  it('would be told of a broken rule', async () => {
    const visit = await product.visit()
    await visit.page.evaluate(() => {
      const script = document.createElement('script')
      script.textContent = 'document.title = "run"'
      document.body.append(script)
    })
    await visit.page.evaluate(() => fetch('http://127.0.0.1:9/').catch(() => undefined))
    expect(visit.problems.join('\n')).toContain('Content-Security-Policy: script-src-elem inline')
    expect(visit.problems.join('\n')).toContain("Connecting to 'http://127.0.0.1:9/' violates")
    expect(await visit.page.title()).not.toBe('run')
    await visit.end()
  })
})

describe('open connections', () => {
  it('a run of three models is one stream, and none stays open after it', async () => {
    const content = sampleContent("Roger's tennis balls", { samples: 2 })
    const visit = await product.visit({ path: await product.addPrompt('A test', content) })
    const streams = new Map<Request, PromiseWithResolvers<void>>()
    const open = new Set<Request>()
    let most = 0
    visit.page.on('request', (request) => {
      if (!request.url().endsWith('/events')) return
      streams.set(request, Promise.withResolvers())
      most = Math.max(most, open.add(request).size)
    })
    const end = (request: Request) => {
      open.delete(request)
      streams.get(request)?.resolve()
    }
    visit.page.on('requestfinished', end)
    visit.page.on('requestfailed', end)
    await visit.runAll()
    await visit.waitForEnd()
    await visit.runAll()
    await visit.waitForEnd()
    await Promise.all([...streams.values()].map(({ promise }) => promise))
    expect(streams.size).toBe(2)
    expect(most).toBe(1)
    await visit.end()
  })
})
