import { AppError, type ErrorCode } from '@trialogue/contract'

/** ONNX Runtime throws plain errors; only their text tells that memory ran out. */
const outOfMemory = /bad_alloc|failed to allocate|out of memory|allocation failed/i

/** Gives an error of ONNX Runtime a code: OUT_OF_MEMORY, or the one that fits what was being done. */
export function toRuntimeError(thrown: unknown, code: ErrorCode, message: string): AppError {
  if (outOfMemory.test(String(thrown))) {
    const advice = 'This machine has too little free memory for the model. Close other models or programs.'
    return new AppError('OUT_OF_MEMORY', advice, { cause: thrown })
  }
  return new AppError(code, message, { cause: thrown })
}
