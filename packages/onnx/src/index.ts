export { type AdamWSettings, adamWNames, adamWScalars } from './adamw-graph.ts'
export { attentionProbeGraph } from './attention-probe-graph.ts'
export { CheckpointError } from './checkpoint/checkpoint-error.ts'
export { type ConvertOptions, convertCheckpoint } from './checkpoint/convert-checkpoint.ts'
export { isProcessRunning } from './checkpoint/is-process-running.ts'
export { type ConversionPlan, type ConversionSource, planConversion } from './checkpoint/plan-conversion.ts'
export { readDecoderConfig } from './checkpoint/read-decoder-config.ts'
export { writeFolder } from './checkpoint/write-folder.ts'
export type { WeightProgress } from './checkpoint/write-weights.ts'
export { copyGraph } from './copy-graph.ts'
export {
  type DecoderConfig,
  decoderParameters,
  elementCount,
  isMatrix,
  type ParameterSpec,
  parameterCount,
} from './decoder-config.ts'
export { deviceProbeGraph } from './device-probe-graph.ts'
export { huggingFaceDecoderGraph } from './hugging-face-decoder-graph.ts'
export { type LayerMatrix, layerMatrices } from './layer-matrices.ts'
export { llamaDecoderGraph } from './llama-decoder-graph.ts'
export { gradientName, llamaTrainingGraph } from './llama-training-graph.ts'
export { mergeLora } from './merge-lora.ts'
export { type MatrixStack, orthogonalizationGraph } from './orthogonalization-graph.ts'
export { type Initializer, readInitializers } from './read-initializers.ts'
// For tests: what every way to run a decoder is compared with.
export { randomParameters, referenceLogits, tinyArchitectures } from './reference-decoder.ts'
export { type SlotsDecoderOptions, slotsDecoderGraph } from './slots-decoder-graph.ts'
export { slotsDecoderModel } from './slots-decoder-model.ts'
export { loraNames, softPromptName, type Trainable, trainableParameters } from './trainable.ts'
export { type WeightPrecision, weightPrecisions } from './weight-precision.ts'
