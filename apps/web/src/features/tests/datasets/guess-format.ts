import type { TableFormat } from '@trialogue/contract'

/** What a text seems to be, by the name of its file and by its first line. */
export function guessFormat(text: string, fileName = ''): TableFormat {
  if (/\.(jsonl|ndjson)$/i.test(fileName)) return 'jsonl'
  if (/\.tsv$/i.test(fileName)) return 'tsv'
  if (/\.csv$/i.test(fileName)) return 'csv'
  const [line = ''] = text.trimStart().split('\n', 1)
  if (line.startsWith('{')) return 'jsonl'
  return line.includes('\t') ? 'tsv' : 'csv'
}
