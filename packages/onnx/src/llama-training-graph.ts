import {
  type DecoderConfig,
  decoderParameters,
  embeddingName,
  finalNormName,
  layerParameterNames,
} from './decoder-config.ts'
import { Tape } from './differentiate.ts'
import { Graph, type Tensor } from './graph.ts'
import { crossEntropy } from './operators/cross-entropy.ts'
import { add } from './operators/elementwise.ts'
import { embed } from './operators/embedding.ts'
import { gatedSilu } from './operators/gated-silu.ts'
import { reshape, splitInThree, splitInTwo, transpose } from './operators/layout.ts'
import { linear, linearTransposed, matmul } from './operators/linear.ts'
import { rmsNorm, softmax } from './operators/normalization.ts'
import { type RotaryTables, rotaryTables, rotate } from './operators/rotary.ts'

type TrainingGraphOptions = {
  /** Sequences in one batch. */
  readonly batchSize: number
  /** Tokens in one sequence. */
  readonly length: number
  /** Without gradients the graph only computes the loss. */
  readonly withGradients: boolean
}

/** Added to attention scores that look ahead; finite, so that no NaN can arise. */
const MASKED_SCORE = -1e9

type Model = {
  readonly tape: Tape
  readonly config: DecoderConfig
  readonly batchSize: number
  readonly length: number
  readonly weights: ReadonlyMap<string, Tensor>
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

function weight(model: Model, name: string): Tensor {
  const tensor = model.weights.get(name)
  if (!tensor) throw new Error(`The graph has no parameter "${name}".`)
  return tensor
}

function attention(model: Model, x: Tensor, layer: number): Tensor {
  const { tape, config, batchSize, length } = model
  const names = layerParameterNames(layer)
  const headSize = config.hiddenSize / config.headCount
  const packed = linear(tape, x, weight(model, names.queryKeyValue))
  const byPart = reshape(tape, packed, [batchSize, length, 3, config.headCount, headSize])
  const parts = splitInThree(tape, transpose(tape, byPart, [2, 0, 3, 1, 4]), 0)
  const perHead = (part: Tensor) => reshape(tape, part, [batchSize, config.headCount, length, headSize])
  const query = rotate(tape, perHead(parts[0]), model.queryTables)
  const key = rotate(tape, perHead(parts[1]), model.keyTables)
  const scores = matmul(tape, query, transpose(tape, key, [0, 1, 3, 2]))
  const probabilities = softmax(tape, add(tape, scores, model.mask))
  const mixed = transpose(tape, matmul(tape, probabilities, perHead(parts[2])), [0, 2, 1, 3])
  const joined = reshape(tape, mixed, [batchSize * length, config.hiddenSize])
  return linear(tape, joined, weight(model, names.attentionOutput))
}

function feedForward(model: Model, x: Tensor, layer: number): Tensor {
  const names = layerParameterNames(layer)
  const [gate, up] = splitInTwo(model.tape, linear(model.tape, x, weight(model, names.gateUp)), 1)
  return linear(model.tape, gatedSilu(model.tape, gate, up), weight(model, names.down))
}

function forward(model: Model, ids: Tensor): Tensor {
  const { tape, config } = model
  const norm = (x: Tensor, name: string) => rmsNorm(tape, x, weight(model, name), config.normEpsilon)
  let x = embed(tape, weight(model, embeddingName), ids)
  for (let layer = 0; layer < config.layerCount; layer += 1) {
    const names = layerParameterNames(layer)
    x = add(tape, x, attention(model, norm(x, names.attentionNorm), layer))
    x = add(tape, x, feedForward(model, norm(x, names.feedForwardNorm), layer))
  }
  return linearTransposed(tape, norm(x, finalNormName), weight(model, embeddingName))
}

/** The name of the graph output that holds a parameter's gradient. */
export function gradientName(parameter: string): string {
  return `gradient.${parameter}`
}

/**
 * One training step of a Llama-like decoder as a single ONNX graph, for a fixed batch shape.
 * Inputs: `ids` and `labels` int64 [batchSize · length], `weights` float32 [batchSize · length]
 * (the share of each position in the loss), and every tensor of `decoderParameters` under its name.
 * Outputs: `loss` (nats, a scalar) and, with gradients, `gradientName(parameter)` for each of them.
 */
export function llamaTrainingGraph(config: DecoderConfig, options: TrainingGraphOptions): Uint8Array {
  const { batchSize, length } = options
  const graph = new Graph()
  const tape = new Tape(graph)
  const rows = [batchSize * length]
  const ids = graph.input('ids', 'int64', rows)
  const labels = graph.input('labels', 'int64', rows)
  const weights = graph.input('weights', 'float32', rows)
  const parameters = decoderParameters(config).map(({ name, shape }) => tape.parameter(name, shape))
  const headSize = config.hiddenSize / config.headCount
  const tables = { length, headSize, theta: config.ropeTheta }
  const model: Model = {
    tape,
    config,
    batchSize,
    length,
    weights: new Map(parameters.map((parameter) => [parameter.name, parameter])),
    queryTables: rotaryTables(graph, { ...tables, scale: headSize ** -0.5 }),
    keyTables: rotaryTables(graph, tables),
    mask: causalMask(graph, length),
  }
  const loss = crossEntropy(tape, forward(model, ids), labels, weights)
  graph.output(loss, 'loss')
  if (options.withGradients) {
    const gradients = tape.gradients(loss, parameters)
    gradients.forEach((gradient, index) => {
      graph.output(gradient, gradientName(parameters[index]?.name ?? ''))
    })
  }
  return graph.serialize()
}
