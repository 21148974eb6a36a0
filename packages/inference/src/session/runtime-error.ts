import { AppError, type ErrorCode, type ErrorRecord, toErrorRecord } from '@trialogue/contract'

/** ONNX Runtime throws plain errors; only their text tells that memory ran out. */
const outOfMemory = /bad_alloc|failed to allocate|out of memory|allocation failed/i

/** For what a session throws when it is created. */
export function loadFailed(thrown: unknown): AppError {
  const message = 'The model cannot be loaded: its ONNX file is damaged or not supported. Install it again.'
  return toRuntimeError(thrown, 'MODEL_LOAD_FAILED', message)
}

/** For what a session throws when it runs. */
export function runFailed(thrown: unknown): AppError {
  const message = 'ONNX Runtime could not run the model. The server log has the details.'
  return toRuntimeError(thrown, 'GENERATION_FAILED', message, { isRunFailure: true })
}

/** Whether a session threw this when it ran, and not for lack of memory. */
export function isRunFailure(thrown: unknown): boolean {
  return toErrorRecord(thrown).details['isRunFailure'] === true
}

/** For a call that was interrupted, with what the session threw, if anything. */
export function interrupted(cause?: unknown): AppError {
  const message = 'The model was interrupted.'
  return new AppError('GENERATION_FAILED', message, { details: { interrupted: true }, cause })
}

/** Gives an error of ONNX Runtime a code: OUT_OF_MEMORY, or the one that fits what was being done. */
function toRuntimeError(
  thrown: unknown,
  code: ErrorCode,
  message: string,
  details: ErrorRecord['details'] = {},
): AppError {
  if (outOfMemory.test(String(thrown))) {
    const advice = 'This machine has too little free memory for the model. Close other models or programs.'
    return new AppError('OUT_OF_MEMORY', advice, { cause: thrown })
  }
  return new AppError(code, message, { details, cause: thrown })
}

/** `/place/in/its/source.cc:12 void onnxruntime::Class::Method() condition was false. What it means` */
const withPlace =
  /^\S+\.(?:cc|h):\d+ .*?(?:\[ONNXRuntimeError\] : \d+ : \w+ : | was false\. )(?<meaning>.+)$/s

/** The message of the error that began it: ONNX Runtime's own, without the place in its source, where it is its error. */
export function innermostMessage(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown)
  if (thrown.cause instanceof Error) return innermostMessage(thrown.cause)
  const message = thrown.message.trim()
  return withPlace.exec(message)?.groups?.['meaning'] ?? message
}
