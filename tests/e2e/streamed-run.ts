import { type Run, runRequestSchema } from '@trialogue/contract'
import { aRun } from '@trialogue/testing'
import type { Page } from 'playwright-core'

/** How fast each generation of a run is said to be written, and for how long. */
export type Pace = { readonly tokensPerSecond: number; readonly tokens: number }

type Script = Pace & { readonly run: Run }

const runId = '01890000-0000-7000-8000-0000000f0000'

/**
 * Answers the next run in place of the server: its events come at a pace, one for each token of each generation, with five
 * candidates as a real one has them. So what is measured is the page alone, not the models beside it. The page must not
 * be open yet: call it in `prepare`.
 */
export async function answerRunsAtPace(page: Page, pace: Pace): Promise<void> {
  await page.route('**/api/runs', async (route) => {
    const request = route.request()
    if (request.method() !== 'POST') return route.continue()
    const run = aRun({ id: runId, request: runRequestSchema.parse(request.postDataJSON()) })
    const detail = JSON.stringify({ ...pace, run } satisfies Script)
    await page.evaluate(
      (script) => window.dispatchEvent(new CustomEvent('scripted-run', { detail: script })),
      detail,
    )
    await route.fulfill({ status: 202, json: run })
  })
  await page.addInitScript(streamScriptedRun, runId)
}

/** In the page: gives the events of the scripted run where the page asks for them. */
function streamScriptedRun(id: string): void {
  const realFetch = window.fetch
  const encoder = new TextEncoder()
  let script: Script | null = null
  window.addEventListener('scripted-run', (event) => {
    script = JSON.parse((event as CustomEvent<string>).detail)
  })

  window.fetch = async (input, init) => {
    if (!String(input).endsWith(`/api/runs/${id}/events`) || script === null) return realFetch(input, init)
    return new Response(eventsOf(script), { headers: { 'content-type': 'text/event-stream' } })
  }

  function eventsOf({ run, tokens, tokensPerSecond }: Script): ReadableStream<Uint8Array> {
    let sequence = 0
    let written = 0
    return new ReadableStream({
      start(controller) {
        const send = (event: object) =>
          controller.enqueue(
            encoder.encode(`id: ${++sequence}\ndata: ${JSON.stringify({ sequence, event })}\n\n`),
          )
        send({ type: 'run.snapshot', run })
        for (const generation of run.generations) for (const event of opening(generation.id)) send(event)
        const startedAt = performance.now()
        const timer = setInterval(() => {
          const due = Math.min(tokens, Math.floor(((performance.now() - startedAt) / 1000) * tokensPerSecond))
          for (; written < due; written += 1) {
            for (const generation of run.generations) send(tokenEvent(generation.id, written))
          }
          if (written < tokens) return
          clearInterval(timer)
          for (const generation of run.generations) send(ending(generation))
          send({ type: 'run.status', status: 'completed', finishedAt: run.createdAt + 1_000 })
          controller.close()
        }, 1000 / tokensPerSecond)
      },
    })
  }

  function opening(generationId: string): object[] {
    const opened = { kind: 'completion', path: 0, modelInput: 'Once', tokenIdsSha256: '0'.repeat(64) }
    const decoding = { status: 'decoding', queuePosition: null, progress: null }
    return [
      { type: 'generation.step', generationId, stepIndex: 0, ...opened, promptTokens: 1 },
      { type: 'generation.status', generationId, ...decoding },
    ]
  }

  function tokenEvent(generationId: string, place: number): object {
    const text = place % 23 === 22 ? '.\n' : ` word${place}`
    const candidate = (rank: number) => ({
      id: place * 5 + rank,
      text: `${text}${rank}`,
      logprob: -rank - 0.1,
    })
    const alternatives = [0, 1, 2, 3, 4].map(candidate)
    const logprobs = [{ id: place * 5, text, logprob: -0.1, alternatives }]
    return {
      type: 'generation.text',
      generationId,
      stepIndex: 0,
      text,
      logprobs,
      completionTokens: place + 1,
    }
  }

  function ending(generation: Run['generations'][number]): object {
    const ended = { status: 'completed', finishReason: 'stop', finishedAt: generation.createdAt + 1_000 }
    return { type: 'generation.finished', generation: { ...generation, ...ended } }
  }
}
