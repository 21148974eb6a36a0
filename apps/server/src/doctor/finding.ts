/** One thing that was looked at. */
export interface Finding {
  /** What it is about: `Node`, `Port`, `wren-base`, … */
  readonly subject: string
  /** `note`: worth knowing, but Trialogue runs. `failed`: something that is needed does not work. */
  readonly status: 'ok' | 'note' | 'failed'
  /** What was found, for people. */
  readonly text: string
  /** What to do about it; null where there is nothing to do. */
  readonly advice: string | null
  /** What was found, for programs. Sizes in bytes, times in milliseconds. */
  readonly facts: Readonly<Record<string, unknown>>
}

type More = { readonly advice?: string | null; readonly facts?: Finding['facts'] }

export function ok(subject: string, text: string, { advice = null, facts = {} }: More = {}): Finding {
  return { subject, status: 'ok', text, advice, facts }
}

export function note(subject: string, text: string, { advice = null, facts = {} }: More = {}): Finding {
  return { subject, status: 'note', text, advice, facts }
}

export function failed(subject: string, text: string, { advice = null, facts = {} }: More = {}): Finding {
  return { subject, status: 'failed', text, advice, facts }
}

/** Bytes as people read them. */
export function sizeText(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.round(bytes / 1e6)} MB`
}
