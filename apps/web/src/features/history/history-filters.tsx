import { useQuery } from '@tanstack/react-query'
import { type RunFilterStatus, runFilterStatusSchema } from '@trialogue/contract'
import { Search, SlidersHorizontal } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button.tsx'
import { Combobox } from '../../components/combobox.tsx'
import { Field } from '../../components/field.tsx'
import { Select } from '../../components/select.tsx'
import { TextField } from '../../components/text-field.tsx'
import { classNames } from '../../lib/class-names.ts'
import { modelsQuery } from '../../lib/queries/models.ts'
import { promptsQuery } from '../../lib/queries/prompts.ts'
import { type HistorySearch, hasFilters } from './history-search.ts'

type FiltersProps = {
  readonly search: HistorySearch
  readonly onSearch: (search: HistorySearch) => void
  readonly onClear: () => void
}

const typingMs = 250
const all = 'all'

/** What narrows the list: words, and what a run was. */
export function HistoryFilters({ search, onSearch, onClear }: FiltersProps) {
  const { t } = useTranslation('history')
  const [isOpen, setOpen] = useState(hasFilters({ ...search, q: '' }))
  const set = (change: { [Key in keyof HistorySearch]: HistorySearch[Key] | undefined }) =>
    onSearch(withoutUndefined({ ...search, ...change }))
  return (
    <search aria-label={t('filter.label')} className="flex flex-col gap-3">
      <div className="flex gap-2">
        <SearchField value={search.q ?? ''} onChange={(q) => set({ q: q === '' ? undefined : q })} />
        {/* Where there is little room, the rest comes when it is asked for. */}
        <Button className="tablet:hidden" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <SlidersHorizontal size={16} aria-hidden />
          {t('filter.more')}
        </Button>
      </div>
      <div
        className={classNames(
          'grid-cols-2 gap-3 tablet:grid tablet:grid-cols-3 desktop:grid-cols-[2fr_2fr_1.5fr_auto_auto_auto]',
          isOpen ? 'grid' : 'hidden',
        )}
      >
        <PromptFilter value={search.prompt} onChange={(prompt) => set({ prompt })} />
        <ModelFilter value={search.model} onChange={(model) => set({ model })} />
        <StatusFilter value={search.status} onChange={(status) => set({ status })} />
        <DayFilter label={t('filter.from')} value={search.from} onChange={(from) => set({ from })} />
        <DayFilter label={t('filter.to')} value={search.to} onChange={(to) => set({ to })} />
        <Button look="quiet" className="self-end" disabled={!hasFilters(search)} onClick={onClear}>
          {t('filter.clear')}
        </Button>
      </div>
    </search>
  )
}

function withoutUndefined(
  search: { [Key in keyof HistorySearch]: HistorySearch[Key] | undefined },
): HistorySearch {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined))
}

function SearchField({
  value,
  onChange,
}: {
  readonly value: string
  readonly onChange: (q: string) => void
}) {
  const { t } = useTranslation('history')
  const [typed, setTyped] = useState(value)
  const change = useRef(onChange)
  useEffect(() => {
    change.current = onChange
  })
  useEffect(() => {
    if (typed === value) return
    const timer = setTimeout(() => change.current(typed), typingMs)
    return () => clearTimeout(timer)
  }, [typed, value])
  return (
    <div className="relative flex-1">
      <Search
        size={16}
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2 -translate-y-1/2 text-muted"
      />
      <TextField
        type="search"
        maxLength={500}
        aria-label={t('filter.search')}
        placeholder={t('filter.search')}
        title={t('filter.searchHint')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        className="pl-8"
      />
    </div>
  )
}

type FilterProps<Value> = {
  readonly value: Value | undefined
  readonly onChange: (value: Value | undefined) => void
}

function PromptFilter({ value, onChange }: FilterProps<string>) {
  const { t } = useTranslation('history')
  const { data } = useQuery(promptsQuery)
  const prompts = data?.items ?? []
  const name = prompts.find(({ id }) => id === value)?.name ?? t('filter.anyPrompt')
  return (
    <Field label={t('filter.prompt')}>
      {() => (
        <Combobox
          value={value ?? all}
          label={`${t('filter.prompt')}: ${name}`}
          searchLabel={t('filter.searchPrompts')}
          emptyText={t('filter.noPrompt')}
          onChange={(next) => onChange(next === all ? undefined : next)}
          options={[
            { value: all, text: t('filter.anyPrompt'), content: t('filter.anyPrompt') },
            ...prompts.map((prompt) => ({
              value: prompt.id,
              text: prompt.name,
              content: <span className="block truncate">{prompt.name}</span>,
            })),
          ]}
        >
          <span className="truncate">{name}</span>
        </Combobox>
      )}
    </Field>
  )
}

function ModelFilter({ value, onChange }: FilterProps<string>) {
  const { t } = useTranslation('history')
  const { data } = useQuery(modelsQuery)
  const models = data?.items.map(({ id, name }) => ({ value: id, label: name })) ?? []
  // A model that is not installed any more can still be asked for by an address.
  const isKnown = value === undefined || models.some((model) => model.value === value)
  return (
    <Field label={t('filter.model')}>
      {(ids) => (
        <Select
          {...ids}
          value={value ?? all}
          onChange={(next) => onChange(next === all ? undefined : next)}
          options={[
            { value: all, label: t('filter.anyModel') },
            ...models,
            ...(isKnown ? [] : [{ value, label: value }]),
          ]}
        />
      )}
    </Field>
  )
}

function StatusFilter({ value, onChange }: FilterProps<RunFilterStatus>) {
  const { t } = useTranslation('history')
  const options: readonly (RunFilterStatus | typeof all)[] = [all, ...runFilterStatusSchema.options]
  return (
    <Field label={t('filter.status')}>
      {(ids) => (
        <Select
          {...ids}
          value={value ?? all}
          onChange={(next) => onChange(next === all ? undefined : next)}
          options={options.map((option) => ({
            value: option,
            label: option === all ? t('filter.anyStatus') : t(`status.${option}`),
          }))}
        />
      )}
    </Field>
  )
}

function DayFilter({ label, value, onChange }: FilterProps<string> & { readonly label: string }) {
  return (
    <Field label={label}>
      {(ids) => (
        <TextField
          {...ids}
          type="date"
          className="min-w-36"
          value={value ?? ''}
          onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
        />
      )}
    </Field>
  )
}
