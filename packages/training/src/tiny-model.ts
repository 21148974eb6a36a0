import type { DecoderConfig } from '@trialogue/onnx'
import type { Stage } from './corpus/sample.ts'
import type { ModelExport } from './export-model.ts'
import { initializeParameters } from './parameters.ts'
import { testingLog } from './testing-log.ts'
import { tinyConfig } from './tiny-config.ts'
import { trainByteLevelBpe } from './tokenizer/bpe.ts'
import { createEncoder } from './tokenizer/encoder.ts'
import type { TokenizerFile } from './tokenizer/tokenizer-file.ts'

const smallText = 'a small text about a small bird. a small text about a bird.'

/** For tests: an untrained model for `exportModel`. Its vocabulary is the tokenizer's, whatever the change says. */
export function tinyModel(
  stage: Stage,
  change: Partial<DecoderConfig> = {},
  tokenizer: TokenizerFile = trainByteLevelBpe(smallText, 280),
): ModelExport {
  const encoder = createEncoder(tokenizer)
  const config = { ...tinyConfig, ...change, vocabSize: encoder.vocabSize }
  const parameters = initializeParameters(config, 1)
  return { stage, config, parameters, tokenizer, encoder, log: testingLog({ stage }) }
}
