import type { VariantPreview } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { Notice } from '../../../components/notice.tsx'
import type { ContextCut } from './context-cut.ts'

type InputWarningsProps = {
  readonly preview: VariantPreview | null
  /** Why there is no preview. */
  readonly error: Error | null
  readonly cut: ContextCut | null
}

/** What is wrong with what the model would read, and what to do. */
export function InputWarnings({ preview, error, cut }: InputWarningsProps) {
  const { t } = useTranslation('tokens')
  const trouble = error ?? preview?.error ?? null
  const opening = preview?.opening
  // The cut says more about a prompt that is too long.
  const isSaid = cut?.severity === 'full' && preview?.error?.code === 'CONTEXT_LENGTH_EXCEEDED'
  return (
    <>
      {trouble === null || isSaid ? null : <ErrorNotice error={trouble} />}
      {cut === null || preview === null ? null : (
        <Notice tone={cut.severity === 'full' ? 'failure' : 'info'}>
          <CutText cut={cut} preview={preview} />
        </Notice>
      )}
      {opening === 'missing' || opening === 'double' ? (
        <Notice tone="info">{t(`input.opening.${opening}`)}</Notice>
      ) : null}
    </>
  )
}

function CutText({ cut, preview }: { readonly cut: ContextCut; readonly preview: VariantPreview }) {
  const { t } = useTranslation('tokens')
  const { room, wanted, over, exampleTokens } = cut
  const what =
    cut.severity === 'full'
      ? t('input.cut.full', { over })
      : t('input.cut.tight', {
          room,
          wanted,
          tokens: preview.tokenCount,
          total: preview.contextLength ?? 0,
        })
  const advice =
    exampleTokens === null ? t('input.cut.shorten') : t('input.cut.examples', { count: exampleTokens })
  return `${what} ${advice}`
}
