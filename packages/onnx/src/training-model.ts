import { attentionShape, type DecoderConfig, decoderParameters } from './decoder-config.ts'
import type { Tape } from './differentiate.ts'
import type { Graph, Tensor } from './graph.ts'
import { add, multiply } from './operators/elementwise.ts'
import { linear } from './operators/linear.ts'
import { type RotaryTables, rotaryTables } from './operators/rotary.ts'
import { loraNames, type Trainable, trainableParameters } from './trainable.ts'

/** Added to attention scores that look ahead; finite, so that no NaN can arise. */
const MASKED_SCORE = -1e9

/** What every part of the training graph needs while it is being written. */
export type TrainingModel = {
  readonly tape: Tape
  readonly config: DecoderConfig
  readonly trainable: Trainable
  readonly batchSize: number
  /** Positions in one row, those of a soft prompt included. */
  readonly positions: number
  readonly tensors: ReadonlyMap<string, Tensor>
  readonly queryTables: RotaryTables
  readonly keyTables: RotaryTables
  readonly mask: Tensor
}

function causalMask(graph: Graph, length: number): Tensor {
  const mask = new Float32Array(length * length)
  for (let query = 0; query < length; query += 1) {
    mask.fill(MASKED_SCORE, query * length + query + 1, (query + 1) * length)
  }
  return graph.constant(mask, [length, length])
}

/** Declares the parameters as inputs: first those of the decoder, then those of an adapter. */
export function createTrainingModel(
  tape: Tape,
  config: DecoderConfig,
  options: { readonly batchSize: number; readonly length: number; readonly trainable: Trainable },
): TrainingModel {
  const { graph } = tape
  const { batchSize, length, trainable } = options
  const isFull = trainable.kind === 'full'
  const decoder = decoderParameters(config).map(({ name, shape }) =>
    isFull ? tape.parameter(name, shape) : graph.input(name, 'float32', shape),
  )
  const adapter = isFull
    ? []
    : trainableParameters(config, trainable).map(({ name, shape }) => tape.parameter(name, shape))
  const positions = trainable.kind === 'soft-prompt' ? trainable.length + length : length
  const { headSize } = attentionShape(config)
  const tables = { length: positions, headSize, theta: config.ropeTheta }
  return {
    tape,
    config,
    trainable,
    batchSize,
    positions,
    tensors: new Map([...decoder, ...adapter].map((tensor) => [tensor.name, tensor])),
    queryTables: rotaryTables(graph, { ...tables, scale: headSize ** -0.5 }),
    keyTables: rotaryTables(graph, tables),
    mask: causalMask(graph, positions),
  }
}

/** A parameter of the decoder or the adapter. */
export function tensorOf(model: TrainingModel, name: string): Tensor {
  const tensor = model.tensors.get(name)
  if (!tensor) throw new Error(`The graph has no parameter "${name}".`)
  return tensor
}

/** x · matrix, with what LoRA adds to it: one of the four projections of a layer. */
export function project(model: TrainingModel, x: Tensor, matrix: string): Tensor {
  const { tape, trainable } = model
  const y = linear(tape, x, tensorOf(model, matrix))
  if (trainable.kind !== 'lora') return y
  const names = loraNames(matrix)
  // Scaled between the two products, where the tensor is only `rank` wide.
  const scale = tape.graph.scalar(trainable.alpha / trainable.rank)
  const narrow = multiply(tape, linear(tape, x, tensorOf(model, names.a)), scale)
  return add(tape, y, linear(tape, narrow, tensorOf(model, names.b)))
}
