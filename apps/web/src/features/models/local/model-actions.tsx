import type { Machine, Model } from '@trialogue/contract'
import { Ellipsis, FileCheck, FileText, Gauge, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../../components/icon-button.tsx'
import { Menu } from '../../../components/menu.tsx'
import { ReasonedButton } from '../../../components/reasoned-button.tsx'
import { formatBytes } from '../format-bytes.ts'
import type { ModelWork } from './use-model-work.ts'

type ModelActionsProps = {
  readonly model: Model
  readonly machine: Machine | null
  readonly work: ModelWork
  /** Shows where the outcome of a measurement or a check will stand. */
  readonly onMeasure: () => void
  readonly onCard: () => void
  readonly onRemove: () => void
}

/** What can be done with a model; what cannot says why. */
export function ModelActions(props: ModelActionsProps) {
  const { model, machine, work, onMeasure, onCard, onRemove } = props
  const { t } = useTranslation('models')
  const busy = work.isBusy || model.status === 'loading' ? t('row.whyNot.busy') : undefined
  const tooLarge = useTooLarge(model, machine)
  const inUse = model.status === 'ready' && model.idleSince === null ? t('row.whyNot.inUse') : undefined
  const named = { model: model.name }
  return (
    <div className="flex items-center justify-end gap-1 max-laptop:justify-start max-laptop:pl-6">
      {model.status === 'ready' ? (
        <ReasonedButton
          size="small"
          label={t('row.unloadName', named)}
          reason={busy ?? inUse}
          onClick={() => work.unload.mutate()}
          className="min-w-20"
        >
          {t('row.unload')}
        </ReasonedButton>
      ) : (
        <ReasonedButton
          size="small"
          label={t('row.loadName', named)}
          reason={busy ?? tooLarge}
          onClick={() => work.load.mutate()}
          className="min-w-20"
        >
          {t('row.load')}
        </ReasonedButton>
      )}
      <Menu
        align="end"
        trigger={<IconButton icon={Ellipsis} label={t('row.more', named)} />}
        groups={[
          [
            {
              label: t('row.benchmark'),
              icon: Gauge,
              disabledReason: busy ?? inUse ?? tooLarge,
              onSelect: () => {
                onMeasure()
                work.benchmark.mutate()
              },
            },
            {
              label: t('row.verify'),
              icon: FileCheck,
              disabledReason: busy,
              onSelect: () => {
                onMeasure()
                work.verify.mutate()
              },
            },
            { label: t('row.card'), icon: FileText, onSelect: onCard },
          ],
          [
            {
              label: t('row.remove'),
              icon: Trash2,
              disabledReason: model.source === 'bundled' ? t('row.whyNot.bundled') : (busy ?? inUse),
              onSelect: onRemove,
            },
          ],
        ]}
      />
    </div>
  )
}

/** Why a model can never be loaded here: it needs more than there is. What is free now the server looks at itself. */
function useTooLarge({ memoryNeedBytes, status }: Model, machine: Machine | null): string | undefined {
  const { t, i18n } = useTranslation('models')
  if (memoryNeedBytes === null || machine === null || status === 'ready') return undefined
  if (memoryNeedBytes <= machine.memoryTotalBytes) return undefined
  return t('row.whyNot.tooLarge', {
    need: formatBytes(memoryNeedBytes, i18n.language),
    total: formatBytes(machine.memoryTotalBytes, i18n.language),
  })
}
