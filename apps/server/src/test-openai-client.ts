import type { Provider } from '@trialogue/inference'
import OpenAI from 'openai'
import { startTestApp, type TestApp } from './test-app.ts'

export interface TestClient extends TestApp {
  /** OpenAI's own client; it tries nothing twice. */
  readonly client: OpenAI
  /** Where the server listens, `http://127.0.0.1:…/v1`. */
  readonly address: string
}

/** For tests: the whole application on a port of its own, and OpenAI's client for it. */
export async function startTestClient(
  provider: Provider,
  options: Parameters<typeof startTestApp>[1] = {},
): Promise<TestClient> {
  const started = await startTestApp(provider, options)
  const address = `${await started.app.listen({ port: 0, host: '127.0.0.1' })}/v1`
  const client = new OpenAI({ baseURL: address, apiKey: 'anything', maxRetries: 0 })
  return { ...started, client, address }
}
