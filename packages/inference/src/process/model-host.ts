import { inspect } from 'node:util'
import { AppError, type ErrorCode, type ErrorRecord, toErrorRecord } from '@trialogue/contract'
import { generateText } from '../generation/generate-text.ts'
import type { LoadedModel } from '../generation/loaded-model.ts'
import { isJsonObject } from '../json-object.ts'
import { BatchScheduler } from '../scheduler/batch-scheduler.ts'
import { isRunFailure } from '../session/runtime-error.ts'
import { createModelTokenizer } from '../tokenizer/model-tokenizer.ts'
import { loadRunner } from './load-runner.ts'
import { notUnderstood } from './not-understood.ts'
import { type FromChild, isToChild, type ModelRuntime, type ToChild } from './protocol.ts'
import { createReplyOutbox } from './reply-outbox.ts'

type Load = Extract<ToChild, { type: 'load' }>

/**
 * What happens inside a model process: loads its model, runs what is asked, tells through `send`. Calls `giveUp` when the
 * model cannot be run any more.
 */
export function createModelHost(
  send: (message: FromChild) => void,
  giveUp: () => void,
): { receive(message: unknown): void } {
  const { reply } = createReplyOutbox(send)
  let model: LoadedModel | null = null
  let isOnDevice = false
  const running = new Map<number, AbortController>()

  const loaded = (): LoadedModel => {
    if (model !== null) return model
    throw new AppError('INTERNAL', 'The model process was asked to run before its model was loaded.')
  }
  const load = async (message: Load) => {
    try {
      const { runtime, ...opened } = await loadModel(message)
      model = opened
      isOnDevice = runtime.executionProvider !== 'cpu'
      send({ type: 'loaded', runtime })
    } catch (thrown) {
      send({ type: 'load-failed', error: report(thrown, 'MODEL_LOAD_FAILED') })
    }
  }
  const generate = async ({ id, order }: Extract<ToChild, { type: 'generate' }>) => {
    const controller = new AbortController()
    running.set(id, controller)
    try {
      await generateText(loaded(), order, controller.signal, (step) => reply({ type: 'step', id, step }))
    } catch (thrown) {
      reply({ type: 'failed', id, error: report(thrown, 'GENERATION_FAILED') })
      // A device that fails once, as when its driver was reset, fails from then on: a new process tries it anew.
      if (isOnDevice && isRunFailure(thrown)) giveUp()
    } finally {
      running.delete(id)
    }
  }
  const inspectPrompt = ({ id, prompt }: Extract<ToChild, { type: 'inspect' }>) => {
    try {
      const { tokenizer, contextLength } = loaded()
      const { modelInput, tokenIds } = tokenizer.encode(prompt)
      const tokens = tokenIds.map((tokenId) => tokenizer.describe(tokenId))
      const { openingTokenId } = tokenizer
      reply({ type: 'inspected', id, input: { modelInput, tokens, openingTokenId, contextLength } })
    } catch (thrown) {
      reply({ type: 'failed', id, error: report(thrown, 'GENERATION_FAILED') })
    }
  }
  /** Whoever waits for an answer gets one. */
  const refuse = (message: unknown) => {
    const { type, id } = isJsonObject(message) ? message : {}
    const error = report(notUnderstood(message), 'INTERNAL')
    if (typeof id === 'number') reply({ type: 'failed', id, error })
    else if (type === 'load') send({ type: 'load-failed', error })
  }

  return {
    receive(message) {
      if (!isToChild(message)) return refuse(message)
      switch (message.type) {
        case 'load':
          return void load(message)
        case 'generate':
          return void generate(message)
        case 'inspect':
          return inspectPrompt(message)
        case 'measure-memory':
          return reply({ type: 'memory', id: message.id, residentBytes: process.memoryUsage.rss() })
        case 'cancel':
          return running.get(message.id)?.abort()
        default:
          message satisfies never
      }
    },
  }
}

async function loadModel({ folder, options }: Load): Promise<LoadedModel & { runtime: ModelRuntime }> {
  const { files, runner, deviceReason } = await loadRunner(folder, options)
  const { executionProvider, cachePath, plainReason, slotCount, slotLength, vocabularySize } = runner
  const tokenizer = createModelTokenizer(files)
  const heedsThinking = tokenizer.chatTemplate.heedsThinking()
  return {
    scheduler: new BatchScheduler(runner),
    tokenizer,
    endTokenIds: files.endTokenIds,
    contextLength: slotLength,
    vocabularySize,
    runtime: {
      executionProvider,
      deviceReason,
      cachePath,
      plainReason,
      slotCount,
      slotLength,
      heedsThinking,
      weightFiles: files.weightFiles,
      precision: files.precision,
    },
  }
}

/** What may not be shown to everyone goes to the server's log, through this process's error output. */
function report(thrown: unknown, fallback: ErrorCode): ErrorRecord {
  const isExpected = thrown instanceof AppError && thrown.cause === undefined
  if (!isExpected) process.stderr.write(`${inspect(thrown)}\n`)
  return toErrorRecord(thrown, fallback)
}
