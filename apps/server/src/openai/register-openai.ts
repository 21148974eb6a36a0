import { randomInt } from 'node:crypto'
import type { ChatCompletionRequest, Model, OpenAiModel, TextCompletionRequest } from '@trialogue/contract'
import type { Engine } from '@trialogue/inference'
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Clock } from '../runs/clock.ts'
import type { ModelService } from '../services/model-service.ts'
import { ActiveAnswers } from './active-answers.ts'
import type { AnswerHead } from './answer.ts'
import { handleOpenAiError } from './error-handler.ts'
import { openAiRoutes } from './openai-routes.ts'
import { parseRequest } from './parse-request.ts'
import { type AnswerContext, type PreparedAnswer, prepareChat, prepareText } from './prepare-answer.ts'
import { answerUnknownAddress } from './unknown-address.ts'
import { writeBody, writeChunks } from './write-answer.ts'

export interface OpenAiOptions {
  readonly engine: Engine
  readonly models: ModelService
  readonly clock: Clock
}

type CompletionRequest = ChatCompletionRequest | TextCompletionRequest
type Post<Body> = { Body: Body }

const drawSeed = () => randomInt(2 ** 32)
const toSeconds = (ms: number) => Math.floor(ms / 1000)

/** Answers under `/v1` as OpenAI's API does, for every model of the engine. Keys are taken and not looked at. */
export async function registerOpenAi(app: FastifyInstance, options: OpenAiOptions): Promise<void> {
  const addRoutes: FastifyPluginAsync = async (v1) => {
    v1.setValidatorCompiler(parseRequest)
    v1.setErrorHandler(handleOpenAiError)
    v1.addHook('onRequest', async (request, reply) => {
      reply.header('x-request-id', request.id).header('cache-control', 'no-store')
    })
    addModelRoutes(v1, options)
    addCompletionRoutes(v1, options)
    // Answers before a body is read: it may be of a kind that nothing here reads.
    v1.all('/*', { schema: { hide: true }, onRequest: answerUnknownAddress }, answerUnknownAddress)
  }
  await app.register(addRoutes, { prefix: '/v1' })
}

function addModelRoutes(v1: FastifyInstance, { models, clock }: OpenAiOptions): void {
  const created = toSeconds(clock.now())
  const describe = ({ id }: Model): OpenAiModel => ({ id, object: 'model', created, owned_by: 'trialogue' })

  v1.get('/models', openAiRoutes.listModels, async () => {
    const data = (await models.list()).map(describe)
    return { object: 'list', data }
  })
  v1.get<{ Params: { model: string } }>('/models/:model', openAiRoutes.getModel, async ({ params }) =>
    describe(await models.get(params.model)),
  )
  // Ids of models may have a slash, which not everyone encodes.
  v1.get<{ Params: { '*': string } }>('/models/*', { schema: { hide: true } }, async ({ params }) =>
    describe(await models.get(params['*'])),
  )
}

function addCompletionRoutes(v1: FastifyInstance, { engine, models, clock }: OpenAiOptions): void {
  const active = new ActiveAnswers(clock)
  v1.addHook('preClose', () => active.close())

  const headOf = (prefix: string, { id }: FastifyRequest, { id: model, sha256 }: Model): AnswerHead => ({
    id: `${prefix}-${id.replaceAll('-', '')}`,
    created: toSeconds(clock.now()),
    model,
    ...(sha256 === null ? {} : { system_fingerprint: `fp_${sha256.slice(0, 10)}` }),
  })
  const respond =
    <Body extends CompletionRequest>(
      idPrefix: string,
      prepare: (body: Body, context: AnswerContext) => PreparedAnswer,
    ) =>
    async (request: FastifyRequest<Post<Body>>, reply: FastifyReply): Promise<object | undefined> => {
      const body: Body = request.body as Body
      const model = await models.get(body.model)
      const { generations, answer } = prepare(body, {
        model,
        head: headOf(idPrefix, request, model),
        drawSeed,
      })
      // One request's choices wait for one another, so that another request's single one gets its turn.
      const queued = generations.map((generation) => ({ ...generation, queueKey: request.id }))
      return active.run(reply, async (signal) => {
        const job = { engine, clock, generations: queued, answer, signal }
        if (body.stream !== true) return writeBody(job)
        await writeChunks(request, reply, job)
        return undefined
      })
    }
  v1.post<Post<ChatCompletionRequest>>(
    '/chat/completions',
    openAiRoutes.createChatCompletion,
    respond('chatcmpl', prepareChat),
  )
  v1.post<Post<TextCompletionRequest>>(
    '/completions',
    openAiRoutes.createCompletion,
    respond('cmpl', prepareText),
  )
}
