import '../tokens/texts.ts'
import type { PromptLoss, PromptLossResult } from '@trialogue/contract'
import { Pin, PinOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../../components/icon-button.tsx'
import { Popover } from '../../../components/popover.tsx'
import { classNames } from '../../../lib/class-names.ts'
import { useErrorText } from '../../../lib/use-error-text.ts'
import { useContent } from '../../../lib/workspace.ts'
import { formatNats, formatProbability } from '../tokens/format-probability.ts'
import { LossChange } from './loss-change.tsx'
import { LossDetails } from './loss-details.tsx'
import { pinLoss, usePinnedLosses } from './pinned-losses.ts'
import { usePromptLoss } from './use-prompt-loss.ts'

type MeasuredLossProps = { readonly columnId: string; readonly modelName: string }

/** How likely the model finds the expected answer of the prompt as it stands. */
export function MeasuredLoss({ columnId, modelName }: MeasuredLossProps) {
  const { t } = useTranslation('tokens')
  const reference = useContent((content) => content.reference)
  const { result, isOutdated, error, saved } = usePromptLoss(columnId)
  const reason = useReason(result, error)
  const pinned = usePinnedLosses((all) => all[columnId])
  const isPinned = pinned !== undefined && pinned.reference === reference
  const loss = result?.loss ?? null
  return (
    <section
      aria-label={t('loss.region', { model: modelName })}
      aria-busy={isOutdated}
      title={isOutdated ? t('loss.outdated') : undefined}
      className={classNames(
        'flex h-8 shrink-0 items-center gap-2 border-border border-b px-3 text-small pointer-coarse:h-11',
        isOutdated && 'text-muted',
      )}
    >
      {loss === null ? (
        <span className="min-w-0 truncate text-muted" title={reason ?? undefined}>
          {reason === null ? t('loss.waiting') : `${t('loss.none')} · ${reason}`}
        </span>
      ) : (
        <>
          <LossValue loss={loss} modelName={modelName} />
          <span className="min-w-0 flex-1 truncate">
            <LossChange
              now={loss.lossPerToken}
              before={isPinned ? pinned.lossPerToken : (saved?.result.loss?.lossPerToken ?? null)}
              name={isPinned ? t('loss.pinned') : t('loss.version', { number: saved?.version ?? 0 })}
            />
          </span>
          <IconButton
            icon={isPinned ? PinOff : Pin}
            size="small"
            label={t(isPinned ? 'loss.unpin' : 'loss.pin')}
            onClick={() =>
              pinLoss(columnId, isPinned ? null : { reference, lossPerToken: loss.lossPerToken })
            }
          />
        </>
      )}
    </section>
  )
}

function LossValue({ loss, modelName }: { readonly loss: PromptLoss; readonly modelName: string }) {
  const { t, i18n } = useTranslation('tokens')
  const value = t('loss.value', {
    loss: formatNats(loss.lossPerToken, i18n.language),
    probability: formatProbability(loss.logprob, i18n.language),
  })
  return (
    <Popover
      label={t('loss.region', { model: modelName })}
      className="w-80 p-3"
      trigger={
        <button
          type="button"
          title={t('loss.hint')}
          className="-mx-1 inline-flex min-h-6 shrink-0 items-center rounded-small px-1 tabular-nums hover:bg-hover pointer-coarse:min-h-11"
        >
          {value}
        </button>
      }
    >
      <LossDetails loss={loss} />
    </Popover>
  )
}

/** Why there is no loss; null while it is still being measured. */
function useReason(result: PromptLossResult | null, error: Error | null): string | null {
  const { t } = useTranslation('tokens')
  const errorText = useErrorText()
  if (result === null) return error === null ? null : errorText(error)
  if (result.error === null) return null
  const { reason } = result.error.details
  if (reason === 'reasoning' || reason === 'model' || reason === 'no-reference')
    return t(`loss.reason.${reason}`)
  return errorText(result.error)
}
