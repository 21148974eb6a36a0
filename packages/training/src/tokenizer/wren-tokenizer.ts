import { readFileSync } from 'node:fs'
import type { TokenizerFile } from './tokenizer-file.ts'

/** The committed vocabulary of the Wren family. All three kinds share it; `make-tokenizer.ts` wrote it. */
export function wrenTokenizer(): TokenizerFile {
  return JSON.parse(readFileSync(new URL('wren-tokenizer.json', import.meta.url), 'utf8'))
}
