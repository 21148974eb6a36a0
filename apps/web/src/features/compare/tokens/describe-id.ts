import type { TokenCandidate } from '@trialogue/contract'
import type { TFunction } from 'i18next'
import { formatBytes } from './token-bytes.ts'

/** A token's id, where its model's server tells it, and its bytes. */
export function describeId(
  t: TFunction<'tokens'>,
  { id, text }: Pick<TokenCandidate, 'id' | 'text'>,
): string {
  const bytes = t('panel.bytes', { bytes: formatBytes(text) })
  return id === null ? bytes : `${t('panel.id', { id })} · ${bytes}`
}
