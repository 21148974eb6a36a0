import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

/** Enough for most of what stands between two weights. */
const WINDOW_BYTES = 65_536

/** A file that need not fit into memory, of which a few pieces are wanted. */
export interface FileWindow {
  readonly sizeBytes: number
  /** The bytes from `start` up to `end`, fewer at the end of the file. */
  bytes(start: number, end: number): Buffer
}

/** Opens a file for as long as `read` runs. Throws what opening and reading throw. */
export function withFileWindow<Result>(path: string, read: (file: FileWindow) => Result): Result {
  const file = openSync(path, 'r')
  let held = Buffer.alloc(0)
  let heldFrom = 0
  const move = (start: number, end: number) => {
    const buffer = Buffer.allocUnsafe(Math.max(end - start, WINDOW_BYTES))
    held = buffer.subarray(0, readSync(file, buffer, 0, buffer.length, start))
    heldFrom = start
  }
  try {
    return read({
      sizeBytes: fstatSync(file).size,
      bytes(start, end) {
        if (start < heldFrom || end > heldFrom + held.length) move(start, end)
        return held.subarray(start - heldFrom, end - heldFrom)
      },
    })
  } finally {
    closeSync(file)
  }
}
