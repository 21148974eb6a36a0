export {
  type DecoderConfig,
  decoderParameters,
  elementCount,
  type ParameterSpec,
  parameterCount,
} from './decoder-config.ts'
export { llamaDecoderGraph } from './llama-decoder-graph.ts'
export { gradientName, llamaTrainingGraph } from './llama-training-graph.ts'
