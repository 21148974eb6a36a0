import type { Pull } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { formatSpan } from '../../../lib/format-span.ts'
import { formatBytes } from '../format-bytes.ts'
import { isMoving } from '../queries.ts'

/** Says how far a pull is: "Downloading 1.2 GB of 2.8 GB · 38 MB/s · 42 sec left". */
export function usePullWords(): (pull: Pull) => string {
  const { t, i18n } = useTranslation('models')
  const size = (bytes: number) => formatBytes(bytes, i18n.language)
  return (pull) => {
    const { status, doneBytes, totalBytes, bytesPerSecond, remainingMs } = pull
    const progress = t('pull.list.progress', { done: size(doneBytes), total: size(totalBytes) })
    const parts: string[] = [t(`pull.list.status.${status}`, { progress })]
    if (isMoving(pull) && bytesPerSecond !== null) {
      parts.push(t('pull.list.speed', { size: size(bytesPerSecond) }))
    }
    if (isMoving(pull) && remainingMs !== null) {
      parts.push(t('pull.list.left', { duration: formatSpan(remainingMs, i18n.language) }))
    }
    return parts.join(' · ')
  }
}
