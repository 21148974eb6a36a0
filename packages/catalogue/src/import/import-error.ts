import { AppError } from '@trialogue/contract'

function codeOf(thrown: unknown): unknown {
  return thrown instanceof Error && 'code' in thrown ? thrown.code : undefined
}

/** What an import throws for what went wrong below it; a reason that is nobody's fault but the program's stays as it is. */
export function toImportError(thrown: unknown): unknown {
  const message = thrown instanceof Error ? thrown.message : ''
  switch (codeOf(thrown)) {
    case 'CHECKPOINT_DAMAGED':
      return new AppError('MODEL_CORRUPT', message, { cause: thrown })
    case 'CHECKPOINT_UNSUPPORTED':
      return new AppError('INVALID_REQUEST', message, { cause: thrown })
    case 'ENOSPC':
    case 'EDQUOT':
      return diskFull('The disk became full during the import. Nothing was kept.', thrown)
    default:
      return thrown
  }
}

export function diskFull(message: string, cause?: unknown): AppError {
  return new AppError('DISK_FULL', message, { cause })
}

export function refused(message: string): AppError {
  return new AppError('INVALID_REQUEST', message)
}
