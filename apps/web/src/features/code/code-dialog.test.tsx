import { screen, within } from '@testing-library/react'
import { aModel, aPromptContent } from '@trialogue/testing'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CodeSubject, CodeVariant } from '../../lib/code-subject.ts'
import { jsonAnswer, stubApi } from '../../lib/stub-api.ts'
import { openContent, renderPart } from '../../lib/test-page.tsx'
import { CodeOnDemand } from './code-on-demand.tsx'
import { en as code } from './locales/en.ts'
import { useShownCode } from './shown-code.ts'
import { useCodeOfPrompt } from './use-code-of-prompt.ts'

// Fetched before the tests: on a busy machine that takes longer than they wait.
beforeAll(() => import('./code-dialog.tsx'))
beforeEach(() => {
  localStorage.clear()
  useShownCode.getState().close()
  const models = (['base', 'instruct', 'dialog'] as const).map((kind) =>
    aModel({ id: `wren-${kind}`, name: `Wren ${kind}`, kind }),
  )
  stubApi(() => jsonAnswer({ items: models, nextCursor: null }))
})
afterEach(() => vi.unstubAllGlobals())

const content = aPromptContent()
const variants = content.columns.map(
  ({ id, modelId, parameters }): CodeVariant => ({
    id,
    modelId,
    modelKind: null,
    body: content.body,
    values: content.values,
    parameters,
    reasoning: content.reasoning,
    samples: 1,
  }),
)

function show(subject: CodeSubject = { variants, shownId: 'base' }) {
  const person = renderPart(<CodeOnDemand />, { code })
  useShownCode.getState().show(subject)
  return person
}

const shownCode = async (language: string) =>
  (await screen.findByRole('region', { name: `Code in ${language}` })).textContent

describe('the code dialog', () => {
  it('shows the code for the model in sight, at this server’s address, and copies it', async () => {
    const person = show()
    const shown = await shownCode('curl')
    expect(shown).toContain(`curl -sS '${location.origin}/v1/completions'`)
    expect(shown).toContain('Q: Roger has 5 tennis balls.')
    await person.click(screen.getByRole('button', { name: 'Copy code' }))
    await screen.findByText('Copied')
    expect(await navigator.clipboard.readText()).toBe(shown)
  })

  it('switches model and language, and keeps the language', async () => {
    localStorage.setItem('trialogue.code-language', 'python')
    show({ variants, shownId: 'dialog' })
    expect(await shownCode('Python')).toContain('/v1/chat/completions')
  })

  it('says what is missing', async () => {
    show({ variants: variants.map((variant) => ({ ...variant, values: [] })), shownId: 'base' })
    const dialog = await screen.findByRole('dialog')
    await within(dialog).findByText(/No value yet for balls, cans, perCan/)
    expect(within(dialog).queryByRole('button', { name: 'Copy code' })).toBeNull()
  })

  it('says what the code leaves out', async () => {
    const reasoning = { ...content.reasoning, strategy: 'least-to-most' as const }
    show({ variants: variants.map((variant) => ({ ...variant, reasoning })), shownId: 'base' })
    await screen.findByText(/^This is the first call\./)
  })

  it('opens for a column as it would run now', async () => {
    openContent(aPromptContent({ samples: 3 }))
    function Opener() {
      const open = useCodeOfPrompt()
      return (
        <button type="button" onClick={() => open('instruct')}>
          Open
        </button>
      )
    }
    const person = renderPart(
      <>
        <Opener />
        <CodeOnDemand />
      </>,
      { code },
    )
    await person.click(screen.getByRole('button', { name: 'Open' }))
    const shown = await shownCode('curl')
    expect(shown).toContain('"model": "wren-instruct"')
    expect(shown).toContain('"n": 3')
  })
})
