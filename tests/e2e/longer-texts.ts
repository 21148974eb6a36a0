import type { Page } from 'playwright-core'

/** Makes each English text of the page 40 % longer, on its way to the browser; placeholders are left alone. */
export async function lengthenTexts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    type Texts = { [key: string]: string | Texts }
    const lengthen = (texts: Texts): Texts => {
      for (const [key, text] of Object.entries(texts)) {
        if (typeof text !== 'string') lengthen(text)
        else
          texts[key] = `${text} ${'ensures '
            .repeat(20)
            .slice(0, Math.ceil(text.length * 0.4))
            .trim()}`
      }
      return texts
    }
    Object.assign(window, { lengthen })
  })
  await page.route('**/assets/*.js', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, body: wrapTexts(await response.text()) })
  })
}

/** The texts of the first screen are a file of their own; a part that is fetched later adds its own by a call. */
function wrapTexts(source: string): string {
  const exported = source.replace(/export\s*\{\s*([\w$]+) as en\s*\}/, 'lengthen($1);$&')
  const begin = exported.search(/(?<=\(`\w+`,\{\s*en:\s*)\{/)
  if (begin === -1) return exported
  const end = endOfObject(exported, begin)
  return `${exported.slice(0, begin)}lengthen(${exported.slice(begin, end)})${exported.slice(end)}`
}

/** Where the object ends that begins at a brace. */
function endOfObject(source: string, begin: number): number {
  const tokens = /`(?:[^`\\]|\\.)*`|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[{}]/g
  tokens.lastIndex = begin
  let depth = 0
  for (let token = tokens.exec(source); token !== null; token = tokens.exec(source)) {
    depth += { '{': 1, '}': -1 }[token[0]] ?? 0
    if (depth === 0) return tokens.lastIndex
  }
  throw new Error('The object does not end.')
}
