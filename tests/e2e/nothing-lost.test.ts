import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PromptContent } from '@trialogue/contract'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { printFigure } from '../reliability/print-figure.ts'
import { drawMoments, inTurns } from './moments.ts'
import { openMortalBrowser } from './mortal-browser.ts'
import { type Playground, playgroundOn } from './playground.ts'
import { type Product, startProduct } from './product.ts'
import { sampleContent, tennisBalls } from './prompts.ts'
import { startTyping, type Typist } from './typist.ts'

/** A keystroke that is older than this may never be lost, whatever happens. */
const mayBeLostMs = 2_000
/** Text that the page has shown for this long is on the server's disk. */
const isStoredMs = 1_000
let product: Product

beforeAll(async () => {
  product = await startProduct()
})
afterAll(() => product.end())

/** One column that writes for seconds, whatever it is asked. */
function writingContent(): PromptContent {
  const content = sampleContent(tennisBalls)
  const [column] = content.columns.filter(({ modelId }) => modelId === 'wren-base')
  if (column === undefined) throw new Error('The sample has no base model.')
  const parameters = { ...column.parameters, temperature: 2, maxTokens: 400, exact: true }
  return { ...content, columns: [{ ...column, parameters }] }
}

/** Somebody at work: the model writes, and so do they. */
interface Work {
  readonly page: Page
  readonly typist: Typist
  readonly runId: string
  /** What the page shows of the output. */
  output(): Promise<string>
}

const withoutSpaces = (text: string) => text.replaceAll(/\s/g, '')

async function openPlayground(context: BrowserContext, url: string): Promise<Playground> {
  const page = await context.newPage()
  await page.goto(url)
  const playground = playgroundOn(page)
  await playground.editor.waitFor()
  return playground
}

async function startWork(context: BrowserContext, url: string): Promise<Work> {
  const { page, runAll, column } = await openPlayground(context, url)
  const { id } = await runAll()
  const typist = await startTyping(page, 'Prompt text')
  return {
    page,
    typist,
    runId: id,
    output: async () => withoutSpaces((await column('base').output.textContent()) ?? ''),
  }
}

const untilMoment = (momentMs: number) => new Promise((resolve) => setTimeout(resolve, momentMs))

/** How long before the mishap the youngest keystroke was that is lost, of all mishaps of a kind. */
class Losses {
  #worstMs = 0

  /** Checks that what is there now is all that was typed, but for what was younger than two seconds. */
  check(typist: Typist, found: string, mishapMs: number): void {
    const text = withoutSpaces(found)
    expect(typist.text().slice(0, text.length), 'a beginning of what was typed').toBe(text)
    const mustBeThere = typist.textBefore(mishapMs, mayBeLostMs)
    expect(text.length, `of ${typist.text().length} keys`).toBeGreaterThanOrEqual(mustBeThere.length)
    if (text.length < typist.text().length) {
      this.#worstMs = Math.max(this.#worstMs, mishapMs - typist.timeOf(text))
    }
  }

  print(what: string): void {
    printFigure(what, `at most the last ${this.#worstMs} ms of typing were lost`)
  }
}

/** Waits for the end of the run on a page, and checks that nothing is missing that was shown before. */
async function checkOutput({ column, page }: Playground, runId: string, shown: string): Promise<void> {
  await column('base')
    .says(/^(Done|Reached the token limit)$/)
    .waitFor()
  const { generations } = await product.getRun(runId)
  const text = withoutSpaces(generations[0]?.steps[0]?.text ?? '')
  expect(text.startsWith(shown) || !isText(shown), `${page.url()} showed ${shown}`).toBe(true)
  expect(withoutSpaces((await column('base').output.textContent()) ?? '')).toContain(text)
}

/** Before the first token the output says in words what it waits for. */
const isText = (shown: string) =>
  !/^(Notrunyet|Queued|Waiting|Loading|Reading|Themodelwrotenothing)/.test(shown)

/** A prompt of its own for each mishap. */
async function addPrompt(of: Product): Promise<string> {
  return of.address + (await of.addPrompt('Typed in', writingContent()))
}

/** Ten moments, in groups that can happen beside each other. */
function groupsOf(size: number, seed: number): { moments: number[] }[] {
  const drawn = drawMoments(seed, 10, mayBeLostMs + 300, mayBeLostMs + 1_500)
  return Array.from({ length: drawn.length / size }, (_, group) => ({
    moments: drawn.slice(group * size, (group + 1) * size),
  }))
}

describe.each([
  ['closing the tab', closeTab],
  ['reloading', reload],
  ['going offline', goOffline],
  ['going offline and closing the tab before the server is back', goOfflineAndClose],
] as const)('%s', (what, act) => {
  const losses = new Losses()
  afterAll(() => losses.print(what))

  it.each(groupsOf(5, what.length))(
    'loses nothing after $moments ms of editing and running',
    async (group) => {
      await inTurns(group.moments, 5, async (momentMs) => {
        const url = await addPrompt(product)
        const context = await product.openContext()
        const work = await startWork(context, url)
        await untilMoment(momentMs)
        const shown = await work.output()
        const mishapMs = Date.now()
        const page = await act(work, url)
        losses.check(work.typist, await page.read('Prompt text'), mishapMs)
        await checkOutput(page, work.runId, shown)
        await context.close()
      })
    },
  )
})

async function closeTab({ page, typist }: Work, url: string): Promise<Playground> {
  const stopping = typist.stop()
  await Promise.all([page.waitForEvent('close'), page.close({ runBeforeUnload: true })])
  await stopping
  return openPlayground(page.context(), url)
}

async function reload({ page, typist }: Work): Promise<Playground> {
  const stopping = typist.stop()
  await page.reload()
  await stopping
  const playground = playgroundOn(page)
  await playground.editor.waitFor()
  return playground
}

async function goOffline({ page, typist }: Work): Promise<Playground> {
  await page.context().setOffline(true)
  await page.getByText('Offline, kept here').waitFor()
  await typist.stop()
  await page.context().setOffline(false)
  await page.getByText('Saved', { exact: true }).waitFor()
  return playgroundOn(page)
}

async function goOfflineAndClose({ page, typist }: Work, url: string): Promise<Playground> {
  page.on('dialog', (dialog) => dialog.accept())
  await page.context().setOffline(true)
  await page.getByText('Offline, kept here').waitFor()
  // A key that is pressed while the browser asks whether to leave is for that question, not for the page.
  const stopping = typist.stop()
  await Promise.all([page.waitForEvent('close'), page.close({ runBeforeUnload: true })])
  await stopping
  await page.context().setOffline(false)
  const playground = await openPlayground(page.context(), url)
  await playground.page.getByText('Saved', { exact: true }).waitFor()
  return playground
}

describe('killing the browser', () => {
  const losses = new Losses()
  afterAll(() => losses.print('killing the browser'))

  it.each(groupsOf(2, 4))('loses nothing older than two seconds after $moments ms', async (group) => {
    // Every other time without a server to save it.
    await inTurns(group.moments, 2, async (momentMs, index) => {
      const profileDir = mkdtempSync(join(tmpdir(), 'trialogue-profile-'))
      const url = await addPrompt(product)
      const first = await openMortalBrowser(profileDir)
      const { typist, runId, output } = await startWork(first.context, url)
      if (index === 1) await first.context.setOffline(true)
      await untilMoment(momentMs)
      const shown = await output()
      const mishapMs = Date.now()
      await first.kill()
      await typist.stop()

      const second = await openMortalBrowser(profileDir)
      const playground = await openPlayground(second.context, url)
      losses.check(typist, await playground.read('Prompt text'), mishapMs)
      await checkOutput(playground, runId, shown)
      await second.kill()
      rmSync(profileDir, { recursive: true, maxRetries: 5 })
    })
  })
})

describe('killing the server', () => {
  const losses = new Losses()
  const servers: Product[] = []
  beforeAll(async () => {
    servers.push(...(await Promise.all([startProduct(), startProduct()])))
  })
  afterAll(async () => {
    losses.print('killing the server')
    await Promise.all(servers.map((server) => server.end()))
  })

  it.each(groupsOf(2, 5))('loses nothing after $moments ms, and the run can be continued', async (group) => {
    await inTurns(group.moments, 2, async (momentMs, index) => {
      const server = servers[index]
      if (server === undefined) throw new Error('There are two servers.')
      const context = await server.openContext()
      const { page, typist, runId, output } = await startWork(context, await addPrompt(server))
      await untilMoment(momentMs - isStoredMs)
      const shown = await output()
      await untilMoment(isStoredMs)
      const startAgain = await server.stopServer('SIGKILL')
      await page.getByText('Offline, kept here').waitFor()
      await startAgain()
      const mishapMs = Date.now()
      await typist.stop()
      await page.getByText('Saved', { exact: true }).waitFor()
      const playground = playgroundOn(page)
      losses.check(typist, await playground.read('Prompt text'), mishapMs)
      await continueRun(server, playground, runId, shown)
      await context.close()
    })
  })
})

/** Checks that what was shown for a while is on the disk of the server that was killed; brings its run to an end. */
async function continueRun(
  server: Product,
  { column, button }: Playground,
  runId: string,
  shown: string,
): Promise<void> {
  const { generations, status } = await server.getRun(runId)
  const text = withoutSpaces(generations[0]?.steps[0]?.text ?? '')
  expect(text.startsWith(shown) || !isText(shown), `stored ${text}, shown ${shown}`).toBe(true)
  if (status === 'interrupted') {
    await column('base')
      .says(/^Interrupted$/)
      .waitFor()
    await button('Continue').click()
  }
  await column('base')
    .says(/^(Done|Reached the token limit)$/)
    .waitFor()
  expect((await server.getRun(runId)).status).toBe('completed')
}
