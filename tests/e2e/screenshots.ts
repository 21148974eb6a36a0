import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'

const root = join(import.meta.dirname, '../..')

/** Takes a picture of what is in sight, for people to look at; git ignores the folder. */
export async function takeScreenshot(page: Page, name: string): Promise<void> {
  await save(page, join(root, 'test-results/screenshots'), name)
}

/** Writes the picture in the documentation anew, when `TRIALOGUE_UPDATE_SCREENSHOT=1` asks for it. */
export async function updateDocumentedScreenshot(page: Page, name: string): Promise<void> {
  if (process.env['TRIALOGUE_UPDATE_SCREENSHOT'] === '1') await save(page, join(root, 'docs/images'), name)
}

async function save(page: Page, folder: string, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  await page.evaluate(() => document.fonts.ready)
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled', caret: 'hide' })
}
