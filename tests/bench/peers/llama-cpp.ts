/** llama.cpp's process, through the public door of node-llama-cpp. Started by the benchmark, never by hand. */
import { type GenerateOrder, nowMs, type OpenOrder, type Timeline } from '../competitors/protocol.ts'
import { serve } from '../competitors/serve.ts'

/** What is used of node-llama-cpp 3, which is not installed where this file is checked. */
interface NodeLlamaCpp {
  getLlama(options: object): Promise<Llama>
  readonly LlamaLogLevel: { readonly error: string }
}
interface Llama {
  readonly llamaCppRelease: { readonly release: string }
  loadModel(options: { modelPath: string }): Promise<{ createContext(options: object): Promise<Context> }>
}
interface Context {
  getSequence(): Sequence
}
interface Sequence {
  readonly nextTokenIndex: number
  adaptStateToTokens(tokens: readonly number[], allowShift: boolean): Promise<void>
  evaluate(tokens: readonly number[], options: object): AsyncIterable<number>
}

const packageName: string = 'node-llama-cpp'
const useFlashAttention = process.argv.includes('flash-attention')

serve(async (order: OpenOrder) => {
  const library: NodeLlamaCpp = await import(packageName)
  const llama = await library.getLlama({
    gpu: false,
    build: 'never',
    maxThreads: order.threads,
    logLevel: library.LlamaLogLevel.error,
  })
  const model = await llama.loadModel({ modelPath: order.path })
  const context = await model.createContext({
    contextSize: order.contextLength,
    sequences: order.sequences,
    threads: order.threads,
    batchSize: 512,
    flashAttention: useFlashAttention,
  })
  const sequences = Array.from({ length: order.sequences }, () => context.getSequence())
  const generateOne = async (prompt: readonly number[], index: number, tokenCount: number) => {
    const sequence = sequences[index]
    if (sequence === undefined) throw new Error(`There are only ${sequences.length} sequences.`)
    const arrivalsMs: number[] = []
    const tokenIds: number[] = []
    const startedAtMs = nowMs()
    // What the sequence has read of this prompt already is kept: all but the last token, which gives the logits.
    await sequence.adaptStateToTokens(prompt.slice(0, -1), false)
    const rest = prompt.slice(sequence.nextTokenIndex)
    for await (const token of sequence.evaluate(rest, { temperature: 0, yieldEogToken: true })) {
      arrivalsMs.push(nowMs())
      if (tokenIds.push(token) >= tokenCount) break
    }
    return { startedAtMs, arrivalsMs, tokenIds }
  }
  return {
    generate: ({ prompts, tokenCount }: GenerateOrder): Promise<Timeline[]> =>
      Promise.all(prompts.map((prompt, index) => generateOne(prompt, index, tokenCount))),
    describe: () => ({ release: llama.llamaCppRelease.release, cache: 'float16' }),
  }
})
