import { type Run, runSchema } from '@trialogue/contract'
import type { Locator, Page } from 'playwright-core'

export type Kind = 'base' | 'instruct' | 'dialog'
export const kinds: readonly Kind[] = ['base', 'instruct', 'dialog']

/** One model's column, as a person sees it. */
interface ColumnView {
  readonly root: Locator
  /** The line that says where the generation stands, once it says one of these words. */
  says(words: RegExp): Locator
  readonly output: Locator
  /** The figures at its foot, by their name. */
  figure(name: string): Promise<string>
}

/** The playground in the words of its English page: what a person can see and do there. */
export interface Playground {
  readonly page: Page
  readonly main: Locator
  /** The first of the prompt's editors, once it is Monaco's and no longer the plain field that stands in for it. */
  readonly editor: Locator
  column(kind: Kind): ColumnView
  field(name: string): Locator
  button(name: string | RegExp): Locator
  choice(group: string, name: string): Locator
  /** Chooses a reasoning strategy from its list. */
  chooseStrategy(name: string): Promise<void>
  /** Replaces what an editor (Monaco or a plain field) holds, by keyboard. */
  write(field: string, text: string): Promise<void>
  /** What an editor holds, its line breaks as spaces. */
  read(field: string): Promise<string>
  /** What runs all columns. */
  readonly runButton: Locator
  /** Starts a run, gives it as the server took it. */
  runAll(): Promise<Run>
  /** Waits until every column has ended, each in one of the ways a run ends by itself. */
  waitForEnd(): Promise<void>
  saveVersion(message: string): Promise<void>
  openTab(name: 'Compose' | 'Versions'): Promise<void>
}

async function waitForEndOf({ says, root }: ColumnView): Promise<void> {
  await says(/^(Done|Reached the token limit|Failed|Interrupted)$/).waitFor()
  const isGood = await says(/^(Done|Reached the token limit)$/).isVisible()
  if (!isGood) throw new Error(`A column did not end well: ${await root.innerText()}`)
}

export function playgroundOn(page: Page): Playground {
  const button = (name: string | RegExp) => page.getByRole('button', { name })
  const field = (name: string) => page.getByRole('textbox', { name, exact: true })
  const column = (kind: Kind) => columnOf(page, kind)
  const runButton = page.getByRole('region', { name: 'Run' }).getByRole('button', { name: /^Run all/ })

  async function write(name: string, text: string): Promise<void> {
    await field(name).focus()
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.insertText(text)
  }

  async function runAll(): Promise<Run> {
    const isStart = (url: string, method: string) => method === 'POST' && url.endsWith('/api/runs')
    const [answer] = await Promise.all([
      page.waitForResponse((response) => isStart(response.url(), response.request().method())),
      runButton.click(),
    ])
    return runSchema.parse(await answer.json())
  }

  return {
    page,
    main: page.getByRole('main'),
    editor: page.locator('[data-editor="monaco"] .view-line').filter({ visible: true }).first(),
    column,
    field,
    button,
    choice: (group, name) => page.getByRole('radiogroup', { name: group }).getByRole('radio', { name }),
    async chooseStrategy(name) {
      await page.getByRole('combobox', { name: 'Chain-of-thought' }).click()
      await page.getByRole('option', { name: new RegExp(`^${name}`) }).click()
    },
    write,
    read: (name) => readEditor(field(name)),
    runButton,
    runAll,
    async waitForEnd() {
      await Promise.all(kinds.map((kind) => waitForEndOf(column(kind))))
      await runButton.waitFor()
    },
    async saveVersion(message) {
      await button('Save version').click()
      const dialog = page.getByRole('dialog', { name: 'Save version' })
      await dialog.getByRole('textbox', { name: 'What changed' }).fill(message)
      await dialog.getByRole('button', { name: 'Save version' }).click()
      await dialog.waitFor({ state: 'detached' })
    },
    openTab: (name) => page.getByRole('tab', { name }).click(),
  }
}

function columnOf(page: Page, kind: Kind): ColumnView {
  const root = page.getByRole('region', { name: new RegExp(`^Column \\d: Wren ${kind}$`) })
  return {
    root,
    says: (words) => root.getByText(words),
    output: page.getByRole('region', { name: `Output of Wren ${kind}` }),
    figure: (name) =>
      root
        .getByRole('term')
        .filter({ hasText: name })
        .evaluate((term) => term.nextElementSibling?.textContent ?? ''),
  }
}

/** Monaco draws lines apart from its text field, with no-break spaces; a plain field has a value. */
async function readEditor(field: Locator): Promise<string> {
  return field.evaluate((element) => {
    if (element instanceof HTMLTextAreaElement && element.closest('.monaco-editor') === null)
      return element.value
    const lines = [...(element.closest('.monaco-editor')?.querySelectorAll('.view-line') ?? [])]
    const top = (line: Element) => Number.parseFloat(line instanceof HTMLElement ? line.style.top : '0')
    return lines
      .toSorted((a, b) => top(a) - top(b))
      .map((line) => line.textContent)
      .join(' ')
      .replaceAll('\u00a0', ' ')
      .replaceAll(/ +/g, ' ')
  })
}
