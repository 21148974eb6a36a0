import { AppError } from '@trialogue/contract'

/** A full disk shows as FULL, or as IOERR_SHMSIZE when the write-ahead log's index can no longer grow. */
const diskFullCodes: readonly unknown[] = ['SQLITE_FULL', 'SQLITE_IOERR_SHMSIZE', 'ENOSPC']

const damagedCodes: readonly unknown[] = ['SQLITE_CORRUPT', 'SQLITE_NOTADB']

/** Turns what SQLite or the file system throws into an AppError where Trialogue has a word for it. */
export function toStoreError(thrown: unknown): unknown {
  if (!(thrown instanceof Error && 'code' in thrown)) return thrown
  if (diskFullCodes.includes(thrown.code)) {
    return new AppError(
      'DISK_FULL',
      'The disk is full, so this could not be saved. Nothing else is lost, and reading still works. Make room, then try again.',
      { cause: thrown },
    )
  }
  if (damagedCodes.includes(thrown.code)) {
    return new AppError(
      'INTERNAL',
      'The database file trialogue.sqlite is damaged. Stop Trialogue, keep the file, and put the newest copy from the folder backups in its place.',
      { cause: thrown },
    )
  }
  return thrown
}

/** Runs `work` and translates what it throws. */
export function withStoreErrors<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw toStoreError(error)
  }
}
