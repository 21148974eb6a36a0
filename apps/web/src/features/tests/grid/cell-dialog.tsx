import { useQuery } from '@tanstack/react-query'
import type { Experiment, ExperimentCell, Generation } from '@trialogue/contract'
import { ChevronDown, ChevronLeft, ChevronRight, ChevronUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../../components/dialog.tsx'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { IconButton } from '../../../components/icon-button.tsx'
import { Notice } from '../../../components/notice.tsx'
import { useErrorText } from '../../../lib/use-error-text.ts'
import { cellQuery } from '../queries.ts'
import { RatingFields } from './rating-fields.tsx'
import { ScoreList } from './score-list.tsx'

type CellDialogProps = {
  readonly experiment: Experiment
  readonly labels: ReadonlyMap<string, string>
  readonly number: number
  readonly onOpen: (number: number) => void
  readonly onClose: () => void
}

/** One cell as it was recorded: the case, what was asked, what came, and what is thought of it. */
export function CellDialog({ experiment, labels, number, onOpen, onClose }: CellDialogProps) {
  const { t } = useTranslation('tests')
  const { data, error } = useQuery(cellQuery(experiment.id, number))
  const { variants, samples } = experiment.setup
  const perCase = variants.length * samples
  const total = perCase * experiment.itemCount
  const step = (by: number) => ({
    disabledReason: number + by < 0 || number + by >= total ? t('cell.noMore') : undefined,
    onClick: () => onOpen(number + by),
  })
  const variant = variants[Math.floor((number % perCase) / samples)]
  return (
    <Dialog
      isOpen
      isText
      size="large"
      title={t('cell.title', { number: Math.floor(number / perCase) + 1 })}
      description={variant === undefined ? '' : (labels.get(variant.id) ?? '')}
      onOpenChange={onClose}
      footer={
        <>
          <span className="mr-auto flex">
            <IconButton icon={ChevronUp} label={t('cell.previousCase')} {...step(-perCase)} />
            <IconButton icon={ChevronDown} label={t('cell.nextCase')} {...step(perCase)} />
            <IconButton icon={ChevronLeft} label={t('cell.previous')} {...step(-1)} />
            <IconButton icon={ChevronRight} label={t('cell.next')} {...step(1)} />
          </span>
          {data?.cell.state === 'done' ? (
            <RatingFields key={number} experimentId={experiment.id} opened={data} />
          ) : null}
        </>
      }
    >
      {error === null ? null : <ErrorNotice error={error}>{t('cell.failed')}</ErrorNotice>}
      {data === undefined ? <p className="text-muted">{t('loading')}</p> : <Opened opened={data} />}
    </Dialog>
  )
}

function Opened({ opened }: { readonly opened: ExperimentCell }) {
  const { t } = useTranslation('tests')
  const { item, generation, scores, cell } = opened
  return (
    <div className="flex flex-col gap-6">
      <div className="grid gap-6 laptop:grid-cols-2">
        <Part title={t('cell.case')}>
          {item.values.map(({ name, value }) => (
            <Named key={name} name={name} text={value} />
          ))}
          {item.reference === null ? null : <Named name={t('cell.reference')} text={item.reference} />}
        </Part>
        <Part title={t('cell.output')}>
          {generation === null ? (
            <p className="text-muted">{t(`cell.${waitingWord(cell.state)}`)}</p>
          ) : (
            <Written generation={generation} />
          )}
        </Part>
      </div>
      <Part title={t('cell.scores')}>
        <ScoreList scores={scores} />
      </Part>
      {generation === null ? null : <Asked generation={generation} />}
    </div>
  )
}

const waitingWord = (state: string) => (state === 'running' ? 'running' : 'pending')

type PartProps = { readonly title: string; readonly children: ReactNode }

function Part({ title, children }: PartProps) {
  return (
    <section className="flex min-w-0 flex-col gap-2">
      <h3 className="font-semibold">{title}</h3>
      {children}
    </section>
  )
}

function Named({ name, text }: { readonly name: string; readonly text: string }) {
  return (
    <div className="min-w-0">
      <p className="text-muted text-small">{name}</p>
      <p className="whitespace-pre-wrap break-words">{text}</p>
    </div>
  )
}

/** The answer, and the reasoning where they were told apart; else the text. */
function Written({ generation }: { readonly generation: Generation }) {
  const { t } = useTranslation('tests')
  const errorText = useErrorText()
  const { answer, reasoningText, steps, error } = generation
  const text = steps
    .map((step) => step.text)
    .join('\n\n')
    .trim()
  return (
    <>
      {error === null ? null : <Notice tone="failure">{errorText(error)}</Notice>}
      {answer === null ? (
        <>
          {generation.finishedAt === null ? null : (
            <p className="text-muted text-small">{t('cell.noAnswer')}</p>
          )}
          <p className="whitespace-pre-wrap break-words text-output">{text}</p>
        </>
      ) : (
        <p className="whitespace-pre-wrap break-words text-output">{answer}</p>
      )}
      {reasoningText === null || reasoningText.trim() === '' ? null : (
        <Named name={t('cell.reasoning')} text={reasoningText.trim()} />
      )}
    </>
  )
}

/** What the model read, call by call, special tokens spelled out. */
function Asked({ generation }: { readonly generation: Generation }) {
  const { t } = useTranslation('tests')
  return (
    <details>
      <summary className="min-h-6 font-semibold">{t('cell.asked')}</summary>
      <div className="mt-2 flex flex-col gap-3">
        {generation.steps.map(({ modelInput, text }, index) => (
          <div key={index} className="flex min-w-0 flex-col gap-1">
            <p className="whitespace-pre-wrap break-words rounded-small bg-page p-2 font-mono text-code">
              {modelInput}
            </p>
            <p className="text-muted text-small">{t('cell.wrote')}</p>
            <p className="whitespace-pre-wrap break-words rounded-small bg-page p-2 font-mono text-code">
              {text}
            </p>
          </div>
        ))}
      </div>
    </details>
  )
}
