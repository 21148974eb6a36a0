import { type AdamWSettings, appendAdamW } from './adamw-graph.ts'
import {
  type DecoderConfig,
  embeddingName,
  finalNormName,
  headName,
  layerParameterNames,
  refuseExtensions,
} from './decoder-config.ts'
import { Tape } from './differentiate.ts'
import { Graph, type Tensor } from './graph.ts'
import { crossEntropy } from './operators/cross-entropy.ts'
import { add, expand } from './operators/elementwise.ts'
import { embed } from './operators/embedding.ts'
import { gatedSilu } from './operators/gated-silu.ts'
import { concatenate, reshape, splitInTwo } from './operators/layout.ts'
import { linearTransposed } from './operators/linear.ts'
import { rmsNorm } from './operators/normalization.ts'
import { softPromptName, type Trainable, trainableParameters } from './trainable.ts'
import { attention } from './training-attention.ts'
import { createTrainingModel, project, type TrainingModel, tensorOf } from './training-model.ts'

type TrainingGraphOptions = {
  /** Sequences in one batch. */
  readonly batchSize: number
  /** Tokens in one sequence; a soft prompt comes on top. */
  readonly length: number
  /** Without gradients the graph only computes the loss. */
  readonly withGradients: boolean
  /** What is trained; every parameter unless said otherwise. */
  readonly trainable?: Trainable
  /** Makes one run a whole training step: see `adamWNames` and `adamWScalars` for what it adds. */
  readonly withOptimizer?: AdamWSettings
}

function feedForward(model: TrainingModel, x: Tensor, layer: number): Tensor {
  const { tape, config } = model
  const names = layerParameterNames(layer)
  const sizes = [config.feedForwardSize, config.feedForwardSize] as const
  const [gate, up] = splitInTwo(tape, project(model, x, names.gateUp), 1, sizes)
  return project(model, gatedSilu(tape, gate, up), names.down)
}

/** [batch · length, hidden] → [batch · positions, hidden]: the same vectors in front of each row. */
function prependSoftPrompt(model: TrainingModel, x: Tensor, promptLength: number): Tensor {
  const { tape, config, batchSize, positions } = model
  const { hiddenSize } = config
  const prompt = reshape(tape, tensorOf(model, softPromptName), [1, promptLength, hiddenSize])
  const inEachRow = expand(tape, prompt, [batchSize, promptLength, hiddenSize])
  const tokens = reshape(tape, x, [batchSize, positions - promptLength, hiddenSize])
  const joined = concatenate(tape, [inEachRow, tokens], 1)
  return reshape(tape, joined, [batchSize * positions, hiddenSize])
}

/** Undoes the shift of `prependSoftPrompt`: nothing is predicted from the vectors but the last one's successor. */
function dropSoftPrompt(model: TrainingModel, x: Tensor, promptLength: number): Tensor {
  const { tape, config, batchSize, positions } = model
  const { hiddenSize } = config
  const length = positions - promptLength
  const rows = reshape(tape, x, [batchSize, positions, hiddenSize])
  const [, tokens] = splitInTwo(tape, rows, 1, [promptLength, length])
  return reshape(tape, tokens, [batchSize * length, hiddenSize])
}

function forward(model: TrainingModel, ids: Tensor): Tensor {
  const { tape, config, trainable } = model
  const norm = (x: Tensor, name: string) => rmsNorm(tape, x, tensorOf(model, name), config.normEpsilon)
  let x = embed(tape, tensorOf(model, embeddingName), ids)
  if (trainable.kind === 'soft-prompt') x = prependSoftPrompt(model, x, trainable.length)
  for (let layer = 0; layer < config.layerCount; layer += 1) {
    const names = layerParameterNames(layer)
    x = add(tape, x, attention(model, norm(x, names.attentionNorm), layer))
    x = add(tape, x, feedForward(model, norm(x, names.feedForwardNorm), layer))
  }
  if (trainable.kind === 'soft-prompt') x = dropSoftPrompt(model, x, trainable.length)
  return linearTransposed(tape, norm(x, finalNormName), tensorOf(model, headName(config)))
}

/** The name of the graph output that holds a parameter's gradient. */
export function gradientName(parameter: string): string {
  return `gradient.${parameter}`
}

/**
 * One training step of a Llama-like decoder as a single ONNX graph, for a fixed batch shape.
 * Inputs: `ids` and `labels` int64 [batchSize · length], `weights` float32 [batchSize · length]
 * (the share of each position in the loss), every tensor of `decoderParameters` under its name and,
 * for an adapter, every tensor of `trainableParameters`. A soft prompt changes no shape: the graph
 * itself shifts the tokens behind it, so that a row has `length` more positions than tokens.
 * Outputs: `loss` (nats, a scalar) and, with gradients, `gradientName(parameter)` for each trained tensor.
 * Throws RangeError for a decoder of which only inference is supported (Mistral, Qwen 3, Llama 3.1).
 */
export function llamaTrainingGraph(config: DecoderConfig, options: TrainingGraphOptions): Uint8Array {
  const { batchSize, length, withGradients, trainable = { kind: 'full' }, withOptimizer } = options
  refuseExtensions(config, 'The training graph')
  const graph = new Graph()
  const tape = new Tape(graph)
  const rows = [batchSize * length]
  const ids = graph.input('ids', 'int64', rows)
  const labels = graph.input('labels', 'int64', rows)
  const weights = graph.input('weights', 'float32', rows)
  const model = createTrainingModel(tape, config, { batchSize, length, trainable })
  const loss = crossEntropy(tape, forward(model, ids), labels, weights)
  graph.output(loss, 'loss')
  if (!withGradients && !withOptimizer) return graph.serialize()
  const parameters = trainableParameters(config, trainable).map(({ name }) => tensorOf(model, name))
  const trained = tape.gradients(loss, parameters).map((gradient, index) => {
    const parameter = parameters[index]
    if (!parameter) throw new Error('There are more gradients than parameters.')
    return { parameter, gradient }
  })
  if (withGradients) {
    for (const { parameter, gradient } of trained) graph.output(gradient, gradientName(parameter.name))
  }
  if (withOptimizer) appendAdamW(graph, withOptimizer, trained)
  return graph.serialize()
}
