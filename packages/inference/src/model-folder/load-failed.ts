import { AppError } from '@trialogue/contract'

/** A model folder that cannot be used. `problem` follows the name of the file, `advice` is a sentence of its own. */
export function loadFailed(
  path: string,
  problem: string,
  { advice = 'Install the model again.', cause }: { advice?: string; cause?: unknown } = {},
): AppError {
  const message = `The model cannot be loaded: its ${path} ${problem}. ${advice}`
  return new AppError('MODEL_LOAD_FAILED', message, { details: { path }, cause })
}
