import { screen, within } from '@testing-library/react'
import type { VariantPreview } from '@trialogue/contract'
import { expect, it } from 'vitest'
import { renderPart } from '../../../lib/test-page.tsx'
import { en } from '../tokens/locales/en.ts'
import { ModelInputView } from './model-input-view.tsx'

const words = ['<|bos|>', 'Say', ' hi', '.', '\n', 'Q', ':', ' now']
const preview: VariantPreview = {
  variantId: 'base',
  modelId: 'wren-base',
  modelKind: 'base',
  stepKind: 'completion',
  modelInput: words.join(''),
  tokens: words.map((text, index) => ({ id: index + 1, text, isSpecial: index === 0 })),
  tokenCount: words.length,
  isEstimated: false,
  parts: [
    { part: 'template', tokenCount: 1 },
    { part: 'examples', tokenCount: 4 },
    { part: 'input', tokenCount: 3 },
  ],
  opening: 'once',
  maxTokens: 16,
  contextLength: 64,
  stop: ['\n'],
  extractionTrigger: null,
  cost: null,
  error: null,
}

const show = (change: Partial<VariantPreview> = {}) =>
  renderPart(
    <ModelInputView
      modelName="Wren base"
      preview={{ ...preview, ...change }}
      error={null}
      generation={null}
    />,
    { tokens: en },
  )

it('counts the tokens of each part, and marks them in the text', async () => {
  const user = show()
  expect(screen.getByText('8 of 64 tokens')).toBeTruthy()
  const parts = screen.getByRole('list', { name: 'Where they come from' })
  expect(
    within(parts)
      .getAllByRole('button')
      .map((one) => one.textContent),
  ).toEqual(['Template1', 'Examples4', 'Input3'])
  expect(screen.getByText('Q').className).toBe('')
  await user.click(within(parts).getByRole('button', { name: /^Input/ }))
  expect(screen.getByText('Q').className).toContain('bg-accent')
  expect(screen.getByText('Say').className).toBe('')
})

it('shows the tokens one by one with their ids', async () => {
  const user = show()
  await user.click(screen.getByRole('radio', { name: 'Tokens' }))
  expect(screen.getByTitle('Special token 1').textContent).toBe('<|bos|>1')
  expect(screen.getByTitle('Token 5').textContent).toBe('↵5')
})

it('says where the context is cut, and what takes the room', () => {
  show({ maxTokens: 60 })
  expect(
    screen.getByText(/The answer gets 56 tokens, not 60.*Switch examples off: they take 4 tokens./),
  ).toBeTruthy()
  const mark = screen.getByText('From here on the answer has less room')
  expect(mark.previousSibling?.textContent).toBe('.')
  show({ contextLength: 6, error: { code: 'CONTEXT_LENGTH_EXCEEDED', message: '', details: {} } })
  expect(screen.getByText(/3 tokens too long/)).toBeTruthy()
  expect(screen.getByText('Here the context is full').previousSibling?.textContent).toBe('\n')
  expect(screen.queryByText(/longer than the model can read/)).toBeNull()
})

it('warns of an opening token that is missing or doubled', () => {
  show({ opening: 'double' })
  expect(screen.getByText(/is there twice/)).toBeTruthy()
  show({ opening: 'missing' })
  expect(screen.getByText(/is missing/)).toBeTruthy()
  show({ opening: 'none' })
  expect(screen.queryByText(/is missing|is there twice/)).toBeNull()
})
