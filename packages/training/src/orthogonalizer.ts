import { type MatrixStack, orthogonalizationGraph } from '@trialogue/onnx'
import { InferenceSession, Tensor } from 'onnxruntime-node'

/** Matrices of one shape, row by row; `output` is overwritten by each run with what `input` becomes. */
export type OrthogonalizerStack = {
  readonly shape: MatrixStack
  readonly input: Float32Array
  readonly output: Float32Array
}

export type Orthogonalizer = {
  /** Blocks this thread while it runs. */
  run(): Promise<void>
  release(): Promise<void>
}

/** Runs the orthogonalization of an optimizer's matrices in ONNX Runtime; the stacks' arrays are never copied. */
export async function createOrthogonalizer(
  stacks: readonly OrthogonalizerStack[],
  threads: number,
): Promise<Orthogonalizer> {
  const session = await InferenceSession.create(orthogonalizationGraph(stacks.map(({ shape }) => shape)), {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
  })
  const tensors = (name: string, arrayOf: (stack: OrthogonalizerStack) => Float32Array) =>
    Object.fromEntries(
      stacks.map((stack, at) => {
        const { count, rows, columns } = stack.shape
        return [`${name}.${at}`, new Tensor('float32', arrayOf(stack), [count, rows, columns])]
      }),
    )
  const feeds = tensors('stack', ({ input }) => input)
  const fetches = tensors('orthogonal', ({ output }) => output)
  return {
    run: async () => {
      await session.run(feeds, fetches)
    },
    release: () => session.release(),
  }
}
