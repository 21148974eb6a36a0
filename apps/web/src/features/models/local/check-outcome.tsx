import type { ModelCheck } from '@trialogue/contract'
import { Check } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Notice } from '../../../components/notice.tsx'
import { formatBytes } from '../format-bytes.ts'

/** What came of reading all files of a model again. */
export function CheckOutcome({ check }: { readonly check: ModelCheck }) {
  const { t, i18n } = useTranslation('models')
  const { fileCount, sizeBytes, damaged } = check
  if (damaged.length === 0) {
    return (
      <p role="status" className="flex items-start gap-2">
        <Check size={16} aria-hidden className="mt-0.5 shrink-0 text-success" />
        {t('check.whole', { count: fileCount, size: formatBytes(sizeBytes, i18n.language) })}
      </p>
    )
  }
  return (
    <div role="alert">
      <Notice tone="failure">
        {t('check.damaged', { count: damaged.length })}
        <ul className="mt-1 text-small">
          {damaged.map(({ path, reason, message }) => (
            <li key={path} title={message}>
              <span className="break-all font-mono">{path}</span>: {t(`check.reason.${reason}`)}
            </li>
          ))}
        </ul>
      </Notice>
    </div>
  )
}
