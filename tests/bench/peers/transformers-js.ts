/** The process of @huggingface/transformers. Started by the benchmark, never by hand. */
import { basename, dirname } from 'node:path'
import { type GenerateOrder, nowMs, type OpenOrder, type Timeline } from '../competitors/protocol.ts'
import { serve } from '../competitors/serve.ts'

/** What is used of @huggingface/transformers 4, which is not installed where this file is checked. */
interface Transformers {
  readonly env: { version: string; allowRemoteModels: boolean; localModelPath: string }
  readonly AutoModelForCausalLM: { from_pretrained(path: string, options: object): Promise<Model> }
  readonly Tensor: new (type: 'int64', data: BigInt64Array, dims: readonly number[]) => object
}
interface Model {
  generate(options: object): Promise<unknown>
}

const packageName: string = '@huggingface/transformers'

serve(async (order: OpenOrder) => {
  const { env, AutoModelForCausalLM, Tensor }: Transformers = await import(packageName)
  env.allowRemoteModels = false
  env.localModelPath = `${dirname(order.path)}/`
  const model = await AutoModelForCausalLM.from_pretrained(basename(order.path), {
    // The file's own precision: which bits its weights have is written in the graph.
    dtype: 'fp32',
    device: 'cpu',
    local_files_only: true,
    session_options: { intraOpNumThreads: order.threads, interOpNumThreads: 1 },
  })
  return {
    async generate({ prompts, tokenCount }: GenerateOrder): Promise<Timeline[]> {
      const [first] = prompts
      if (first === undefined) return []
      const dims = [prompts.length, first.length]
      const ids = BigInt64Array.from(prompts.flat(), BigInt)
      const arrivalsMs: number[] = []
      const rows: bigint[][][] = []
      const startedAtMs = nowMs()
      await model.generate({
        inputs: new Tensor('int64', ids, dims),
        attention_mask: new Tensor(
          'int64',
          ids.map(() => 1n),
          dims,
        ),
        do_sample: false,
        max_new_tokens: tokenCount,
        streamer: {
          put(tokens: bigint[][]) {
            rows.push(tokens)
            arrivalsMs.push(nowMs())
          },
          end() {},
        },
      })
      // The first call brings the prompts themselves.
      return prompts.map((_, index) => ({
        startedAtMs,
        arrivalsMs: arrivalsMs.slice(1),
        tokenIds: rows.slice(1).map((tokens) => Number(tokens[index]?.at(-1) ?? -1)),
      }))
    },
    describe: () => ({ version: env.version, cache: 'float32' }),
  }
})
