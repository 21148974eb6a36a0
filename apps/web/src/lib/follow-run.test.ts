// @vitest-environment node
import { QueryClient } from '@tanstack/react-query'
import { foldRunEvent, type Run, type RunEvent } from '@trialogue/contract'
import { aRun, aRunRequest } from '@trialogue/testing'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { followRun } from './follow-run.ts'
import { runQuery } from './queries/runs.ts'
import { stubApi } from './stub-api.ts'

/** Frames come when the test says so. */
let frames: (() => void)[] = []
const drawFrame = () => {
  for (const act of frames.splice(0)) act()
}

beforeEach(() => {
  frames = []
  vi.stubGlobal('document', { visibilityState: 'visible' })
  vi.stubGlobal('requestAnimationFrame', (act: () => void) => frames.push(act))
  vi.stubGlobal('cancelAnimationFrame', () => frames.splice(0))
})
afterEach(() => vi.unstubAllGlobals())

const run = aRun({ request: aRunRequest() })
const [generation] = run.generations
if (generation === undefined) throw new Error('The run has no generation.')
const generationId = generation.id
const text = (added: string): RunEvent => ({
  type: 'generation.text',
  generationId,
  stepIndex: 0,
  text: added,
  logprobs: [],
  completionTokens: 1,
})
const events: RunEvent[] = [
  { type: 'run.snapshot', run },
  {
    type: 'generation.step',
    generationId,
    stepIndex: 0,
    kind: 'completion',
    path: 0,
    modelInput: 'Q: 1 + 1?',
    tokenIdsSha256: 'a'.repeat(64),
    promptTokens: 8,
  },
  text('It is '),
  text('two.'),
  { type: 'run.status', status: 'completed', finishedAt: 9 },
]
const frameOf = (event: RunEvent, index: number) =>
  `id: ${index + 1}\ndata: ${JSON.stringify({ sequence: index + 1, event })}\n\n`
const textIn = (shown: Run | undefined) => shown?.generations[0]?.steps[0]?.text

it('shows nothing between frames, and in the end exactly what folding all events gives', async () => {
  const queryClient = new QueryClient()
  const { queryKey } = runQuery(run.id)
  let send: (text: string) => void = () => {}
  let end = () => {}
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      send = (part) => controller.enqueue(new TextEncoder().encode(part))
      end = () => controller.close()
    },
  })
  stubApi(() => new Response(body))
  const following = followRun(queryClient, run.id, {
    signal: new AbortController().signal,
    onConnection: () => {},
  })

  send(events.slice(0, 3).map(frameOf).join(''))
  await vi.waitFor(() => expect(frames).toHaveLength(1))
  expect(queryClient.getQueryData(queryKey)).toBeUndefined()
  await vi.waitFor(() => {
    drawFrame()
    expect(textIn(queryClient.getQueryData(queryKey))).toBe('It is ')
  })

  send(
    events
      .slice(3)
      .map((event, index) => frameOf(event, index + 3))
      .join(''),
  )
  end()
  await following
  expect(queryClient.getQueryData(queryKey)).toEqual(events.reduce(foldRunEvent, null))
  expect(textIn(queryClient.getQueryData(queryKey))).toBe('It is two.')
})
