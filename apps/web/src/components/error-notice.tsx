import { toErrorRecord } from '@trialogue/contract'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { describeError } from '../lib/describe-error.ts'
import { useErrorText } from '../lib/use-error-text.ts'
import { Button } from './button.tsx'
import { CopyButton } from './copy-button.tsx'
import { Notice } from './notice.tsx'

type ErrorNoticeProps = {
  /** A record or anything thrown. */
  readonly error: unknown
  /** What could not be done, as a sentence before the reason. */
  readonly children?: ReactNode
  readonly onRetry?: () => void
  /** More buttons. */
  readonly actions?: ReactNode
}

/** An error in the place where it happened: what happened, what to do, and its details to hand on. */
export function ErrorNotice({ error, children, onRetry, actions }: ErrorNoticeProps) {
  const { t } = useTranslation('words')
  const errorText = useErrorText()
  const { requestId } = toErrorRecord(error).details
  return (
    <Notice
      tone="failure"
      actions={
        <>
          {onRetry === undefined ? null : (
            <Button size="small" onClick={onRetry}>
              {t('action.retry')}
            </Button>
          )}
          {actions}
          <CopyButton
            look="quiet"
            size="small"
            label={t('action.copyDetails')}
            text={() => describeError(error)}
          />
        </>
      }
    >
      {children} {errorText(error)}
      {typeof requestId === 'string' ? (
        <span className="block text-muted text-small">
          {t('errorRequest')} <span className="break-all font-mono">{requestId}</span>
        </span>
      ) : null}
    </Notice>
  )
}
