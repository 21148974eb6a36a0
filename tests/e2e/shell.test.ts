import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Product, startProduct } from './product.ts'
import { sampleContent, tennisBalls } from './prompts.ts'
import type { Visit, VisitOptions } from './visit.ts'

let product: Product
let visit: Visit

beforeAll(async () => {
  product = await startProduct()
})
afterAll(() => product.end())

afterEach(async () => {
  // React logs what a page could not be opened for, though it is shown.
  expect(visit.problems.filter((problem) => !problem.startsWith('console: AppError: Full.'))).toEqual([])
  await visit.end()
})

/** Opens a prompt of its own, called `name`. */
async function open(name = 'A test', options: VisitOptions = {}): Promise<string> {
  const path = await product.addPrompt(name, sampleContent(tennisBalls))
  visit = await product.visit({ ...options, path })
  await visit.field('Prompt text').waitFor()
  return path
}

const press = (keys: string) => visit.page.keyboard.press(keys)
const palette = () => visit.page.getByRole('dialog').filter({ has: visit.page.getByRole('listbox') })

async function command(words: string): Promise<void> {
  await press('ControlOrMeta+K')
  await palette().getByRole('combobox').waitFor()
  await visit.page.keyboard.type(words)
  await press('Enter')
  await palette().waitFor({ state: 'detached' })
}

describe('the first visit', () => {
  it('offers four steps, ticks what was done, and stays away once it was put away', async () => {
    await open()
    const steps = visit.page.getByRole('region', { name: 'First steps' })
    await steps.getByText('0/4').waitFor()
    await press('ControlOrMeta+Enter')
    await visit.waitForEnd()
    await steps.getByText('1/4').waitFor()
    await steps.getByRole('button', { name: 'Turn on chain-of-thought' }).click()
    await steps.getByText('2/4').waitFor()
    await visit.page.reload()
    await steps.getByText('2/4').waitFor()
    await steps.getByRole('button', { name: 'Put the first steps away' }).click()
    await visit.page.reload()
    await visit.field('Prompt text').waitFor()
    expect(await steps.count()).toBe(0)
  })

  it('puts the steps away by itself when all are done', async () => {
    await open()
    const steps = visit.page.getByRole('region', { name: 'First steps' })
    await steps.getByRole('button', { name: 'Turn on chain-of-thought' }).click()
    await press('ControlOrMeta+Enter')
    await visit.button(/^Stop/).waitFor()
    await press('Escape')
    await visit.saveVersion('The first one')
    await steps.getByText('3/4').waitFor()
    await steps.getByRole('button', { name: 'Compare two versions' }).click()
    await visit.page.getByRole('dialog', { name: 'Compare versions' }).waitFor()
    await press('Escape')
    await steps.waitFor({ state: 'detached' })
  })
})

describe('the command palette', () => {
  it('goes to pages and prompts by their names, and does things', async () => {
    const path = await open('Capital of Mongolia')
    await open('Another one')
    await command('settings')
    await visit.page.getByRole('heading', { name: 'Settings', exact: true }).waitFor()
    await command('mongolia')
    await visit.page.waitForURL(`**${path}`)
    await command('theme dark')
    await visit.page.locator('html[data-theme="dark"]').waitFor()
    await command('简体')
    await visit.page.locator('html[lang="zh-CN"]').waitFor()
    await command('English')
    await visit.button('Save version').waitFor()
    await command('sample tennis')
    await visit.page.waitForURL((url) => !url.pathname.endsWith(path))
    await command('save')
    await visit.page.getByRole('dialog', { name: 'Save version' }).waitFor()
    await press('Escape')
  })

  it('says why something cannot be done, and gives the focus back', async () => {
    await open()
    await visit.button('Save version').focus()
    await press('ControlOrMeta+K')
    const stop = palette().getByRole('option', { name: /^Stop the run/ })
    expect(await stop.getAttribute('aria-disabled')).toBe('true')
    expect(await stop.textContent()).toContain('Nothing is running.')
    await stop.click({ force: true })
    await palette().waitFor()
    await press('Escape')
    await visit.page.locator('button:focus', { hasText: 'Save version' }).waitFor()
  })
})

describe('the keyboard', () => {
  it('goes to pages by two letters, unless they are switched off or are text', async () => {
    await open()
    const settings = visit.page.getByRole('heading', { name: 'Settings', exact: true })
    await visit.field('Value of balls').focus()
    await visit.page.keyboard.type('gs')
    expect(await visit.field('Value of balls').inputValue()).toContain('gs')
    await visit.button('Save version').focus()
    await visit.page.keyboard.type('gs')
    await settings.waitFor()
    await visit.page.getByRole('switch', { name: 'Keys without Ctrl' }).click()
    await visit.page.keyboard.type('gp')
    await visit.page.keyboard.type('?')
    expect(await settings.isVisible()).toBe(true)
    expect(await visit.page.getByRole('dialog').count()).toBe(0)
    await press('ControlOrMeta+/')
    await visit.page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
    await press('Escape')
  })

  it('goes from region to region with F6 and back with Shift F6', async () => {
    await open()
    await visit.editor.waitFor()
    const where = () =>
      visit.page.evaluate(() => {
        const region = document.activeElement?.closest('[data-region]')
        return region?.getAttribute('aria-label') ?? region?.tagName.toLowerCase()
      })
    const seen: unknown[] = []
    for (let index = 0; index < 5; index += 1) {
      await press('F6')
      seen.push(await where())
    }
    expect(seen).toEqual(['Places', 'header', 'Prompt', 'Models', 'Run'])
    await press('Shift+F6')
    expect(await where()).toBe('Models')
    await visit.field('Prompt text').focus()
    await press('F6')
    expect(await where()).toBe('Models')
  })

  it('compares the draft with its version by Ctrl D, outside of fields', async () => {
    await open()
    await visit.saveVersion('First')
    await visit.write('Prompt text', 'Something else.')
    await press('ControlOrMeta+D')
    expect(await visit.page.getByRole('dialog').count()).toBe(0)
    await visit.button('Save version').focus()
    await press('ControlOrMeta+D')
    await visit.page.getByRole('dialog', { name: 'Compare versions' }).waitFor()
    expect(new URL(visit.page.url()).search).toBe('?cmp=1')
    await press('Escape')
  })
})

describe('versions', () => {
  it('branch off an old one, and carry labels with a history', async () => {
    await open()
    await visit.saveVersion('One')
    await visit.write('Prompt text', 'Two.')
    await visit.saveVersion('Two')
    await visit.openTab('Versions')
    await visit.button('More for version 1').click()
    await visit.page.getByRole('menuitem', { name: 'Edit from here' }).click()
    await visit.page.getByRole('dialog').getByRole('button', { name: 'Edit from here' }).click()
    await visit.page.getByRole('banner').getByText('v1', { exact: true }).waitFor()
    await visit.openTab('Compose')
    expect(await visit.read('Prompt text')).toContain('Roger has {{balls}} tennis balls.')
    await visit.write('Prompt text', 'Three.')
    await visit.saveVersion('Three')
    await visit.openTab('Versions')
    const newest = visit.page.getByRole('listitem').filter({ hasText: 'v3' })
    expect(await newest.textContent()).toContain('From v1')

    await visit.button('More for version 2').click()
    await visit.page.getByRole('menuitem', { name: 'Labels…' }).click()
    await visit.field('Why').fill('Better')
    await visit.button('Put here: production').click()
    await visit.button('Take away: production').waitFor()
    await press('Escape')
    await visit.button('More for version 3').click()
    await visit.page.getByRole('menuitem', { name: 'Labels…' }).click()
    await visit.button('Move here: production').click()
    await visit.page.getByRole('dialog').getByRole('button', { name: 'production', exact: true }).click()
    await visit.page.getByText('v2 → v3').waitFor()
    await visit.page.getByText('Better').waitFor()
    await press('Escape')
    expect(await newest.textContent()).toContain('production')

    await visit.page.getByRole('searchbox').fill('two')
    await newest.waitFor({ state: 'detached' })
    await visit.page.getByRole('listitem').filter({ hasText: 'v2' }).waitFor()
  })

  it('have addresses: any two of them, with the way back and forth', async () => {
    const path = await open()
    await visit.saveVersion('One')
    await visit.write('Prompt text', 'Two.')
    await visit.saveVersion('Two')
    const comparison = visit.page.getByRole('dialog', { name: 'Compare versions' })
    await visit.openTab('Versions')
    await visit.button('Compare version 2 with the one it came from').click()
    await comparison.waitFor()
    expect(visit.page.url()).toContain(`${path}?tab=versions&v=2&cmp=1`)
    await comparison.getByRole('button', { name: 'Show v2 alone' }).click()
    await visit.page.getByRole('dialog', { name: 'Version 2' }).waitFor()
    await visit.page.goBack()
    await comparison.waitFor()
    await visit.page.goBack()
    await comparison.waitFor({ state: 'detached' })
    await visit.page.goForward()
    await comparison.waitFor()

    await visit.page.goto(`${path}?v=1&cmp=draft`)
    await comparison.locator('.editor.modified .view-line').first().waitFor()
    expect(await comparison.locator('.editor.modified .view-lines').textContent()).toContain('tennis')
    await visit.page.goto(`${path}?v=9`)
    await visit.page.getByText('There is no version 9 of this prompt.').waitFor()
    await visit.button('Show the versions there are').click()
    await visit.page.getByRole('dialog').waitFor({ state: 'detached' })
  })
})

describe('an address that leads nowhere', () => {
  it.each(['/p/01890000-0000-7000-8000-00000000ffff', '/p/nonsense', '/nonsense'])(
    '%s says so and leads home',
    async (path) => {
      await open()
      await visit.page.goto(path)
      await visit.page.getByRole('heading', { name: 'There is no such page' }).waitFor()
      await visit.page.getByRole('link', { name: 'Go to the start page' }).click()
      await visit.field('Prompt text').waitFor()
    },
  )
})

describe('a page that cannot be opened', () => {
  it('says why, has details to copy, and tries again', async () => {
    const path = await open()
    const api = '**/api/prompts/**'
    await visit.page.route(api, (route) =>
      route.fulfill({
        status: 507,
        json: { error: { code: 'DISK_FULL', message: 'Full.', details: {}, requestId: 'request-1' } },
      }),
    )
    await visit.page.goto(path)
    await visit.page.getByText('The disk of the server is full.').waitFor()
    await visit.page.getByText('request-1').waitFor()
    await visit.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await visit.button('Copy details').click()
    await visit.button('Copied').waitFor()
    const copied: unknown = JSON.parse(await visit.page.evaluate(() => navigator.clipboard.readText()))
    expect(copied).toMatchObject({ code: 'DISK_FULL', details: { requestId: 'request-1' } })
    await visit.page.unroute(api)
    await visit.button('Retry').click()
    await visit.field('Prompt text').waitFor()
  })
})

describe('places', () => {
  it('are on a rail that shows their names when asked to', async () => {
    await open()
    const rail = visit.page.getByRole('navigation', { name: 'Places' })
    expect(await rail.getByRole('link', { name: 'Playground' }).getAttribute('aria-current')).toBe('page')
    expect((await rail.boundingBox())?.width).toBe(56)
    await rail.getByRole('button', { name: 'Show the names of the places' }).click()
    await visit.page.reload()
    await rail.getByText('Settings').waitFor()
    expect((await rail.boundingBox())?.width).toBe(200)
    await rail.getByRole('link', { name: 'Settings' }).click()
    await visit.page.getByRole('heading', { name: 'Settings', exact: true }).waitFor()
    expect(await rail.getByRole('link', { name: 'Settings' }).getAttribute('aria-current')).toBe('page')
  })

  it('are behind a button on small screens', async () => {
    await open('A test', { viewport: { width: 800, height: 900 } })
    await visit.button('Places').click()
    await visit.page.getByRole('menuitemcheckbox', { name: 'Settings' }).click()
    await visit.page.getByRole('heading', { name: 'Settings', exact: true }).waitFor()
  })
})

describe('prompts', () => {
  it('are made empty, from a sample or as a copy, and found by their names', async () => {
    const path = await open('To be copied')
    await visit.write('Prompt text', 'Copied with what is not sent yet.')
    const prompts = () => visit.button('Prompts').click()
    const hasName = (name: string) =>
      expect.poll(() => visit.field('Name of the prompt').inputValue()).toBe(name)
    await prompts()
    await visit.button('Duplicate this prompt').click()
    await visit.page.waitForURL((url) => url.pathname !== path)
    await hasName('To be copied (copy)')
    expect(await visit.read('Prompt text')).toBe('Copied with what is not sent yet.')
    const copied = visit.page.url()
    await prompts()
    await visit.button('New from a sample').click()
    await visit.page.getByRole('menuitem', { name: 'What is my name?' }).click()
    await visit.page.waitForURL((url) => url.href !== copied)
    await hasName('What is my name?')
    await prompts()
    await visit.page.getByRole('combobox', { name: 'Search prompts' }).fill('to be cop')
    await visit.page.getByRole('option', { name: /^To be copied \(copy\)/ }).click()
    await visit.page.waitForURL(copied)
  })
})
