import { screen } from '@testing-library/react'
import type { Generation } from '@trialogue/contract'
import { aGeneration, aStep } from '@trialogue/testing'
import { afterEach, expect, it, vi } from 'vitest'
import { errorAnswer, jsonAnswer, stubApi } from '../lib/stub-api.ts'
import { renderPart } from '../lib/test-page.tsx'
import { VerifyAction } from './verify-action.tsx'

afterEach(() => vi.unstubAllGlobals())

const ended = aGeneration({
  status: 'completed',
  finishReason: 'stop',
  steps: [aStep({ text: ' Paris.', tokenIds: [3, 4] })],
})

const show = (generation = ended) => renderPart(<VerifyAction generation={generation} />, {})
const verify = { name: 'Verify' }

it('runs the generation again and says that the same came out', async () => {
  const calls = stubApi(() => jsonAnswer({ identical: true, mode: 'exact' }))
  const user = show()
  await user.click(screen.getByRole('button', verify))
  expect(await screen.findByText('The same tokens came out again, computed exactly.')).toBeTruthy()
  expect(calls).toMatchObject([{ method: 'POST', path: `/api/generations/${ended.id}/verify` }])
})

it('shows where and how the two part', async () => {
  const answer = {
    ...{ identical: false, mode: 'fast', stepIndex: 0, differsAtToken: 1 },
    expected: { tokenId: 4, text: 'ris.' },
    actual: { tokenId: null, text: '' },
  }
  stubApi(() => jsonAnswer(answer))
  const user = show()
  await user.click(screen.getByRole('button', verify))
  expect(await screen.findByText('It came out differently from token 2 on.')).toBeTruthy()
  expect(screen.getByText('ris.')).toBeTruthy()
  expect(screen.getByText(/computed together with others/)).toBeTruthy()
})

it('says why it cannot be verified', async () => {
  stubApi(() => errorAnswer('MODEL_CHANGED', 409))
  const user = show()
  await user.click(screen.getByRole('button', verify))
  expect(await screen.findByText(/its files have changed since/)).toBeTruthy()
})

it('is not offered for a generation that did not end by itself, or whose tokens are not known', () => {
  const changes: Partial<Generation>[] = [
    { finishReason: 'cancelled' },
    { status: 'decoding' },
    { steps: [aStep({ text: ' Paris.' })] },
  ]
  for (const change of changes) {
    show({ ...ended, ...change })
    expect(screen.queryByRole('button', verify)).toBeNull()
  }
})
