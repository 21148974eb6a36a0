import {
  type NumberedRunEvent,
  numberedRunEventSchema,
  type PromptVersion,
  promptVersionSchema,
  type Run,
  type RunRequest,
  routes,
  runSchema,
} from '@trialogue/contract'

type Body = { readonly [key: string]: unknown }

/** Sends a request and gives the parsed body of its answer; a refusal is an error that shows the answer. */
async function send(method: 'GET' | 'POST' | 'PUT' | 'PATCH', url: string, body?: Body): Promise<unknown> {
  const answer = await fetch(url, {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status} ${await answer.text()}`)
  return answer.json()
}

export const getJson = (url: string) => send('GET', url)
export const sendJson = (method: 'POST' | 'PATCH', url: string, body?: Body) => send(method, url, body)

export async function createRun(address: string, request: RunRequest): Promise<Run> {
  return runSchema.parse(await send('POST', `${address}/api/runs`, request))
}

export async function getRun(address: string, runId: string): Promise<Run> {
  return runSchema.parse(await getJson(`${address}/api/runs/${runId}`))
}

export async function cancelRun(address: string, runId: string): Promise<Run> {
  return runSchema.parse(await send('POST', `${address}/api/runs/${runId}/cancel`, {}))
}

export async function resumeRun(address: string, runId: string): Promise<Run> {
  return runSchema.parse(await send('POST', `${address}/api/runs/${runId}/resume`))
}

export async function createPrompt(address: string, body: Body) {
  return routes.createPrompt.response.parse(await send('POST', `${address}/api/prompts`, body)).prompt
}

export async function saveVersion(address: string, promptId: string, body: Body): Promise<PromptVersion> {
  const answer = await send('POST', `${address}/api/prompts/${promptId}/versions`, body)
  return routes.saveVersion.response.parse(answer).version
}

export async function getVersion(
  address: string,
  { promptId, number }: PromptVersion,
): Promise<PromptVersion> {
  return promptVersionSchema.parse(await getJson(`${address}/api/prompts/${promptId}/versions/${number}`))
}

/** A run's events as they come, until the run ends, the server goes away (an error) or the loop is left. */
export async function* followRun(address: string, runId: string): AsyncGenerator<NumberedRunEvent> {
  const answer = await fetch(`${address}/api/runs/${runId}/events`)
  if (!answer.ok || answer.body === null) throw new Error(`No events: ${answer.status}`)
  let rest = ''
  for await (const text of answer.body.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + text).split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const data = block.split('\n').find((line) => line.startsWith('data: '))
      if (data) yield numberedRunEventSchema.parse(JSON.parse(data.slice('data: '.length)))
    }
  }
}
