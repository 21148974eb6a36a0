import type { Machine, Model } from '@trialogue/contract'
import { ChevronRight } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { KindChip } from '../../../components/kind-chip.tsx'
import { classNames } from '../../../lib/class-names.ts'
import { formatBytes } from '../format-bytes.ts'
import { ModelActions } from './model-actions.tsx'
import { ModelDetails } from './model-details.tsx'
import { ModelState } from './model-state.tsx'
import { type ModelWork, useModelWork } from './use-model-work.ts'

type ModelRowProps = {
  readonly model: Model
  /** Null while it is not known. */
  readonly machine: Machine | null
  readonly isOpen: boolean
  readonly onOpen: (isOpen: boolean) => void
  readonly onCard: () => void
  readonly onRemove: () => void
}

/** One model on this machine: what it is, where it stands, what it takes; its details below when they are asked for. */
export function ModelRow({ model, machine, isOpen, onOpen, onCard, onRemove }: ModelRowProps) {
  const { t, i18n } = useTranslation('models')
  const work = useModelWork(model)
  const detailsId = useId()
  const size = (bytes: number | null) => (bytes === null ? null : formatBytes(bytes, i18n.language))
  const show = () => onOpen(true)
  return (
    <li className="border-border border-t">
      <div className="grid items-center gap-x-4 gap-y-2 px-4 py-2 laptop:grid-cols-[minmax(0,1fr)_14rem_13rem_10rem]">
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={detailsId}
          onClick={() => onOpen(!isOpen)}
          className="-mx-2 flex min-h-9 min-w-0 items-center gap-2 rounded-ui px-2 py-1 text-left hover:bg-hover pointer-coarse:min-h-11"
        >
          <ChevronRight
            size={16}
            aria-hidden
            className={classNames('shrink-0 text-muted', isOpen && 'rotate-90')}
          />
          <span data-user-text="" className="min-w-0 break-words font-medium">
            {model.name}
          </span>
          <KindChip kind={model.kind} />
        </button>
        <div className="flex flex-col gap-0.5 max-laptop:pl-6">
          <ModelState model={model} work={work} />
          <MemoryNeed model={model} machine={machine} />
        </div>
        <p className="text-muted text-small tabular-nums max-laptop:pl-6">
          <span className="sr-only">{t('row.size')} </span>
          {[size(model.sizeBytes), model.precision, model.executionProvider]
            .filter((fact) => fact !== null)
            .join(' · ')}
        </p>
        <ModelActions {...{ model, machine, work, onCard, onRemove }} onMeasure={show} />
      </div>
      <WorkFailures model={model} work={work} />
      <div id={detailsId}>{isOpen ? <ModelDetails model={model} work={work} /> : null}</div>
    </li>
  )
}

/** What loading it would take, against what is free. Nothing while it is loaded: its state says what it holds. */
function MemoryNeed({ model, machine }: { readonly model: Model; readonly machine: Machine | null }) {
  const { t, i18n } = useTranslation('models')
  const { memoryNeedBytes, status } = model
  if (memoryNeedBytes === null || status === 'ready') return null
  const need = formatBytes(memoryNeedBytes, i18n.language)
  const isTooLarge = machine !== null && memoryNeedBytes > machine.memoryFreeBytes
  const words =
    machine === null
      ? t('row.needsOnly', { need })
      : t(isTooLarge ? 'row.needsMore' : 'row.needs', {
          need,
          free: formatBytes(machine.memoryFreeBytes, i18n.language),
        })
  return (
    <span className={classNames('pl-6 text-small tabular-nums', isTooLarge ? 'text-failure' : 'text-muted')}>
      {words}
    </span>
  )
}

/** What could not be done, in the place where it was tried; and why the model itself is in error. */
function WorkFailures({ model, work }: { readonly model: Model; readonly work: ModelWork }) {
  const { t } = useTranslation('models')
  const named = { model: model.name }
  const failures = [
    { of: work.load, text: t('failure.load', named), again: () => work.load.mutate() },
    { of: work.unload, text: t('failure.unload', named), again: () => work.unload.mutate() },
    { of: work.benchmark, text: t('failure.benchmark'), again: () => work.benchmark.mutate() },
    { of: work.verify, text: t('failure.verify'), again: () => work.verify.mutate() },
  ].filter(({ of }) => of.isError)
  const ownError = model.status === 'error' && failures.length === 0 ? model.error : null
  if (failures.length === 0 && ownError === null) return null
  return (
    <div role="alert" className="flex flex-col gap-2 px-4 pb-3">
      {ownError === null ? null : <ErrorNotice error={ownError} onRetry={() => work.load.mutate()} />}
      {failures.map(({ of, text, again }) => (
        <ErrorNotice key={text} error={of.error} onRetry={again}>
          {text}
        </ErrorNotice>
      ))}
    </div>
  )
}
