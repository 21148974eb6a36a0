import type { DecoderConfig } from '@trialogue/onnx'

/** For tests: a decoder that learns within seconds. */
export const tinyConfig: DecoderConfig = {
  vocabSize: 24,
  hiddenSize: 16,
  layerCount: 2,
  headCount: 2,
  feedForwardSize: 24,
  ropeTheta: 10000,
  normEpsilon: 1e-5,
  contextLength: 32,
}

/** For tests: the same with all that a trained decoder may have. */
export const tinyConfigWithEverything: DecoderConfig = {
  ...tinyConfig,
  headCount: 4,
  keyValueHeadCount: 2,
  hasAttentionBias: true,
  hasUntiedHead: true,
}
