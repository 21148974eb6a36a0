import { type Model, modelKindSchema } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { CopyButton } from '../../../components/copy-button.tsx'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { SegmentedControl } from '../../../components/segmented-control.tsx'
import { formatNumber } from '../../../lib/format-number.ts'
import { Fact, Facts } from '../facts.tsx'
import { CheckOutcome } from './check-outcome.tsx'
import { ModelSpeed } from './model-speed.tsx'
import type { ModelWork } from './use-model-work.ts'

type ModelDetailsProps = { readonly model: Model; readonly work: ModelWork }

/** All that is known of a model: where it comes from, where its files lie, what identifies it, how fast it is. */
export function ModelDetails({ model, work }: ModelDetailsProps) {
  return (
    <div className="flex animate-appear flex-col gap-4 px-4 pt-1 pb-4 laptop:pl-10">
      {model.description === '' ? null : <p className="max-w-[72ch]">{model.description}</p>}
      <KindChoice model={model} work={work} />
      <ModelFacts model={model} />
      <ModelPlaces model={model} />
      <ModelSpeed modelId={model.id} />
      {work.verify.data === undefined ? null : <CheckOutcome check={work.verify.data} />}
    </div>
  )
}

function ModelFacts({ model }: { readonly model: Model }) {
  const { t, i18n } = useTranslation('models')
  const number = (value: number) => formatNumber(value, i18n.language)
  const unknown = t('unknown')
  return (
    <Facts>
      <Fact name={t('details.source')}>{t(`source.${model.source}`)}</Fact>
      <Fact name={t('details.id')} isMono>
        {model.id}
      </Fact>
      <Fact name={t('details.licence')}>{model.licence ?? unknown}</Fact>
      <Fact name={t('details.context')}>
        {t('details.contextText', { tokens: number(model.contextLength) })}
        {model.parameterCount === null ? null : (
          <span className="block text-muted text-small">
            {t('row.parameters', { size: compact(model.parameterCount, i18n.language) })}
          </span>
        )}
      </Fact>
      <Fact name={t('details.precision')}>{model.precision ?? unknown}</Fact>
      <Fact name={t('details.languages')}>{model.languages.join(', ') || unknown}</Fact>
      <Fact name={t('details.device')}>
        {model.executionProvider ?? <span className="text-muted">{t('details.notLoaded')}</span>}
        {model.deviceReason === null ? null : (
          <span className="block text-muted text-small">{model.deviceReason}</span>
        )}
      </Fact>
      <Fact name={t('details.cache')}>
        {model.cachePath === null ? unknown : t(`details.cachePath.${model.cachePath}`)}
        {model.plainReason === null ? null : (
          <span className="block text-muted text-small">{model.plainReason}</span>
        )}
      </Fact>
    </Facts>
  )
}

/** What identifies it, and where its files lie. */
function ModelPlaces({ model }: { readonly model: Model }) {
  const { t } = useTranslation('models')
  return (
    <dl className="grid gap-x-8 gap-y-3 laptop:grid-cols-2">
      {model.repository === null ? null : (
        <Fact name={t('details.repository')} isMono>
          {model.repository.name}
          <span className="block text-muted text-small">{model.repository.revision}</span>
        </Fact>
      )}
      <CopiedFact name={t('details.folder')} value={model.folder} copy={t('details.copyFolder')} />
      <CopiedFact
        name={t('details.hash')}
        hint={t('details.hashHint')}
        value={model.sha256}
        copy={t('details.copyHash')}
      />
    </dl>
  )
}

type CopiedFactProps = {
  readonly name: string
  readonly hint?: string
  readonly value: string | null
  readonly copy: string
}

function CopiedFact({ name, hint, value, copy }: CopiedFactProps) {
  if (value === null) return null
  return (
    <Fact name={name} {...(hint === undefined ? {} : { hint })} isMono>
      {value}
      <div className="mt-1 -ml-2">
        <CopyButton look="muted" size="small" label={copy} text={() => value} className="font-sans" />
      </div>
    </Fact>
  )
}

/** The kind of a model that was not made here is a guess, and whoever knows better says so. */
function KindChoice({ model, work }: ModelDetailsProps) {
  const { t } = useTranslation('models')
  const words = useTranslation('words')
  if (model.source === 'bundled') return null
  return (
    <div className="flex flex-col gap-1">
      <p className="text-muted text-small">{t('details.kind')}</p>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <SegmentedControl
          label={t('details.kind')}
          value={work.correct.isPending ? work.correct.variables : model.kind}
          onChange={(kind) => work.correct.mutate(kind)}
          segments={modelKindSchema.options.map((value) => ({ value, label: words.t(`kind.${value}`) }))}
        />
        <p className="min-w-0 flex-1 basis-60 text-muted text-small">{t('details.kindHint')}</p>
      </div>
      {work.correct.isError ? (
        <ErrorNotice error={work.correct.error}>{t('failure.correct')}</ErrorNotice>
      ) : null}
    </div>
  )
}

/** "135M" of parameters. */
export function compact(value: number, language: string): string {
  return new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 }).format(value)
}
