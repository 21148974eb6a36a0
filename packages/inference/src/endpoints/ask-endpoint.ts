import { isJsonObject, type JsonObject, objectsField, stringField } from '../json-object.ts'
import type { OutboundAnswer, OutboundRequest } from '../outbound/outbound.ts'
import { readText } from '../outbound/read-body.ts'
import type { EndpointPlace } from './endpoint-place.ts'
import { readRefusal } from './read-refusal.ts'

/** Sends a request with the endpoint's key, and gives a good answer. Throws what a refusal means. */
export async function askEndpoint(
  { outbound, protocol, connection: { key }, rateLimits }: EndpointPlace,
  request: Omit<OutboundRequest, 'headers'>,
): Promise<OutboundAnswer> {
  const answer = await outbound.send({ ...request, headers: protocol.headers(key) })
  const { status, headers } = answer
  if (status >= 200 && status < 300) {
    rateLimits.take(status, headers)
    return answer
  }
  const body = parse(await readText(answer.body))
  rateLimits.take(status, headers, readRetryDelay(body))
  throw readRefusal({ status, body, key })
}

/** As `askEndpoint`, for an answer that is one JSON object. */
export async function askForJson(
  place: EndpointPlace,
  request: Omit<OutboundRequest, 'headers'>,
): Promise<JsonObject> {
  const answer = await askEndpoint(place, request)
  const body = parse(await readText(answer.body))
  return isJsonObject(body) ? body : {}
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Gemini says in the body how long to wait: `{"@type": "…RetryInfo", "retryDelay": "37s"}`. */
function readRetryDelay(body: unknown): number | null {
  const error = isJsonObject(body) && isJsonObject(body['error']) ? body['error'] : {}
  const delay = objectsField(error, 'details').map((detail) => stringField(detail, 'retryDelay'))
  const seconds = /^(\d+(?:\.\d+)?)s$/.exec(delay.find((text) => text !== null) ?? '')?.[1]
  return seconds === undefined ? null : Number(seconds) * 1_000
}
