import { Graph } from './graph.ts'
import type { TensorType } from './model-file.ts'

/** `shape` may have names for sizes that are only known when it runs. */
type CopiedTensor = {
  readonly name: string
  readonly type: TensorType
  readonly shape: readonly (number | string)[]
}

/**
 * A graph that copies: each input `from.<name>` to the output `to.<name>`. On a device whose memory only graphs can
 * reach, it moves what lies there into other memory of the same device.
 */
export function copyGraph(tensors: readonly CopiedTensor[]): Uint8Array {
  const graph = new Graph()
  for (const { name, type, shape } of tensors) {
    graph.output(graph.input(`from.${name}`, type, shape), `to.${name}`)
  }
  return graph.serialize()
}
