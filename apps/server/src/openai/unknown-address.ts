import type { OpenAiErrorBody } from '@trialogue/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** First parts of OpenAI's addresses. What they lead to needs more than a model that writes text. */
const resources: ReadonlySet<string> = new Set([
  'assistants',
  'audio',
  'batches',
  'chat',
  'completions',
  'containers',
  'conversations',
  'embeddings',
  'evals',
  'files',
  'fine_tuning',
  'images',
  'models',
  'moderations',
  'realtime',
  'responses',
  'skills',
  'threads',
  'uploads',
  'vector_stores',
  'videos',
])

/** Answers what no route takes: 501 for the rest of OpenAI's API, 404 for anything else. */
export async function answerUnknownAddress(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const [path = ''] = request.url.split('?')
  const isKnown = resources.has(path.split('/')[2] ?? '')
  const message = isKnown
    ? `${request.method} ${path} is not offered here: models, completions and chat completions are.`
    : `There is nothing at ${request.method} ${path}.`
  const error = {
    message,
    type: 'invalid_request_error',
    param: null,
    code: isKnown ? 'not_implemented' : 'unknown_url',
  } as const
  // Clients try a 5xx again, which is of no use here.
  if (isKnown) reply.header('x-should-retry', 'false')
  return reply.code(isKnown ? 501 : 404).send({ error } satisfies OpenAiErrorBody)
}
