import type { TextBranch } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { quotedText } from './visible-text.ts'

/** What to call one of the ways that a text was written: `“five” at 12`. Places count from 1. */
export function useBranchLabel(): (branch: Pick<TextBranch, 'branch' | 'tokenText'>) => string {
  const { t } = useTranslation('tokens')
  return ({ branch, tokenText }) => {
    if (branch === null) return t('branch.original')
    const place = branch.tokenIndex + 1
    if (branch.tokenId === null) return t('branch.continued', { place })
    return tokenText === null
      ? t('branch.atUnknown', { place })
      : t('branch.at', { token: quotedText(tokenText.trim() === '' ? tokenText : tokenText.trim()), place })
  }
}
