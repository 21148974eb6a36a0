import { type ErrorCode, toErrorRecord } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'

/** Says an error in the reader's language: what happened and what to do. Takes a record or anything thrown. */
export function useErrorText(): (error: unknown) => string {
  const { t } = useTranslation('words')
  return (error) => {
    const { code, message, details } = toErrorRecord(error)
    const names = Array.isArray(details['names']) ? details['names'].join(', ') : ''
    return t(`error.${code satisfies ErrorCode}`, { message, names })
  }
}
