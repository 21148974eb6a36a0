/** `CHECKPOINT_DAMAGED`: a file is not what it should be. `CHECKPOINT_UNSUPPORTED`: it is whole, but nobody wrote code for it. */
type CheckpointErrorCode = 'CHECKPOINT_DAMAGED' | 'CHECKPOINT_UNSUPPORTED'

/** Why a checkpoint cannot be imported, by name, in words for whoever tried. Match on `code`. */
export class CheckpointError extends Error {
  readonly code: CheckpointErrorCode

  constructor(code: CheckpointErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'CheckpointError'
    this.code = code
  }
}

export function damaged(message: string, cause?: unknown): CheckpointError {
  return new CheckpointError('CHECKPOINT_DAMAGED', message, { cause })
}

export function unsupported(message: string): CheckpointError {
  return new CheckpointError('CHECKPOINT_UNSUPPORTED', message)
}
