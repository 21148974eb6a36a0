import { referenceLogits as logitsAfterEach } from '@trialogue/onnx'
import type { TinyModel } from './tiny-model.ts'

/** For tests: the logits after the last of `tokenIds`, computed anew from the whole sequence in double precision. */
export function referenceLogits(
  { config, parameters }: TinyModel,
  tokenIds: readonly number[],
): readonly number[] {
  return logitsAfterEach(config, parameters, tokenIds).at(-1) ?? []
}
