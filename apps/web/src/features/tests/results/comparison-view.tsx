import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ComparisonQuery, Experiment, ExperimentComparison } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { Field } from '../../../components/field.tsx'
import { Select } from '../../../components/select.tsx'
import { useVariantLabels } from '../grid/use-variant-labels.ts'
import { comparisonQuery, experimentQuery, experimentsQuery } from '../queries.ts'
import type { GoTo, TestsSearch } from '../tests-search.ts'
import { CaseList } from './case-list.tsx'
import { useVerdictWords } from './use-verdict-words.ts'

type ComparisonViewProps = {
  readonly experiment: Experiment
  readonly labels: ReadonlyMap<string, string>
  readonly search: TestsSearch
  readonly onSearch: GoTo
  readonly onOpen: (cell: number) => void
}

/** Two variants case by case, of this experiment or of another one on the same data set. */
export function ComparisonView({ experiment, labels, search, onSearch, onOpen }: ComparisonViewProps) {
  const { t } = useTranslation('tests')
  const { scorer, base, variant, names, variants } = useCompared(experiment, labels, search)
  const change = (part: Partial<TestsSearch>) => {
    const { change: _, ...rest } = search
    onSearch({ ...rest, ...part }, { isSamePlace: true })
  }
  if (scorer === undefined || base === undefined) return null
  return (
    <section aria-label={t('compare.title')} className="flex min-w-0 flex-col gap-3">
      <h3 className="font-semibold text-heading">{t('compare.title')}</h3>
      <div className="grid gap-3 tablet:grid-cols-2 laptop:grid-cols-4">
        <Choice
          label={t('compare.scorer')}
          value={scorer.name}
          onChange={(name) => change({ scorer: name })}
          options={experiment.scorers.map(({ name }) => ({ value: name, label: name }))}
        />
        <Choice
          label={t('compare.base')}
          value={base.id}
          onChange={(id) => change({ base: id })}
          options={experiment.setup.variants.map(({ id }) => ({ value: id, label: labels.get(id) ?? id }))}
        />
        <OtherChoice {...{ experiment, search, onSearch }} />
        <Choice
          label={t('compare.other')}
          value={variant?.id ?? ''}
          onChange={(id) => change({ variant: id })}
          options={variants.map(({ id }) => ({ value: id, label: names.get(id) ?? id }))}
        />
      </div>
      {variant === undefined || (search.other === undefined && base.id === variant.id) ? (
        <p className="text-muted">{t('compare.needsTwo')}</p>
      ) : (
        <Compared
          experiment={experiment}
          query={{
            scorer: scorer.name,
            baseVariantId: base.id,
            variantId: variant.id,
            ...(search.other === undefined ? {} : { otherExperimentId: search.other }),
          }}
          baseLabel={labels.get(base.id) ?? ''}
          otherLabel={names.get(variant.id) ?? ''}
          search={search}
          onChange={(part) => onSearch({ ...search, ...part }, { isSamePlace: true })}
          onOpen={onOpen}
        />
      )}
    </section>
  )
}

/** What the address says is compared, or what comes first. */
function useCompared(experiment: Experiment, labels: ReadonlyMap<string, string>, search: TestsSearch) {
  const isOther = search.other !== undefined
  const { data: other } = useQuery({ ...experimentQuery(search.other ?? ''), enabled: isOther })
  const otherLabels = useVariantLabels(other?.setup.variants ?? [])
  const own = experiment.setup.variants
  const variants = isOther ? (other?.setup.variants ?? []) : own
  const [first, second = first] = own
  return {
    scorer: experiment.scorers.find(({ name }) => name === search.scorer) ?? experiment.scorers[0],
    base: own.find(({ id }) => id === search.base) ?? first,
    variant: variants.find(({ id }) => id === search.variant) ?? (isOther ? variants[0] : second),
    variants,
    names: isOther ? otherLabels : labels,
  }
}

/** Which experiment the second variant belongs to. */
function OtherChoice({
  experiment,
  search,
  onSearch,
}: Pick<ComparisonViewProps, 'experiment' | 'search' | 'onSearch'>) {
  const { t } = useTranslation('tests')
  const { data } = useQuery(experimentsQuery)
  const others = data?.items.filter(
    ({ id, datasetId }) => id !== experiment.id && datasetId === experiment.setup.datasetId,
  )
  return (
    <Choice
      label={t('compare.experiment')}
      value={search.other ?? ''}
      onChange={(id) => {
        const { other: _, variant: __, change: ___, ...rest } = search
        onSearch(id === '' ? rest : { ...rest, other: id }, { isSamePlace: true })
      }}
      options={[
        { value: '', label: t('compare.this') },
        ...(others ?? []).map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  )
}

type ChoiceProps = {
  readonly label: string
  readonly value: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly onChange: (value: string) => void
}

function Choice({ label, ...rest }: ChoiceProps) {
  return <Field label={label}>{(ids) => <Select {...ids} aria-label={label} {...rest} />}</Field>
}

type ComparedProps = {
  readonly experiment: Experiment
  readonly query: ComparisonQuery
  readonly baseLabel: string
  readonly otherLabel: string
  readonly search: TestsSearch
  readonly onChange: (part: Partial<TestsSearch>) => void
  readonly onOpen: (cell: number) => void
}

function Compared({ experiment, query, baseLabel, otherLabel, search, onChange, onOpen }: ComparedProps) {
  const { t } = useTranslation('tests')
  const words = useVerdictWords()
  const { data, error } = useQuery({
    ...comparisonQuery(experiment.id, query),
    placeholderData: keepPreviousData,
  })
  if (data === undefined) {
    return error === null ? (
      <p className="text-muted">{t('loading')}</p>
    ) : (
      <ErrorNotice error={error}>{t('compare.failed')}</ErrorNotice>
    )
  }
  const { verdict, grounds } = words(data, baseLabel, otherLabel)
  return (
    <>
      <div className="flex flex-col gap-1 rounded-ui border border-border bg-surface p-3">
        <p className="font-medium">{verdict}</p>
        <p className="text-muted">{grounds}</p>
        {data.cases.elsewhere === 0 ? null : (
          <p className="text-muted">{t('compare.elsewhere', { count: data.cases.elsewhere })}</p>
        )}
      </div>
      <CaseList
        experimentId={experiment.id}
        query={query}
        counts={countChanges(data)}
        change={search.change ?? (data.cases.broken > 0 ? 'broken' : 'fixed')}
        onChange={(change) => onChange({ change })}
        onOpen={onOpen}
      />
    </>
  )
}

function countChanges({ cases }: ExperimentComparison) {
  return {
    fixed: cases.fixed,
    broken: cases.broken,
    unchanged: cases.unchangedRight + cases.unchangedWrong,
    unpaired: cases.unpaired,
  }
}
