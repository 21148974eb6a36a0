import { modelKindSchema } from '@trialogue/contract'
import { galleryTopics } from '@trialogue/prompt'
import { Search } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button.tsx'
import { SegmentedControl } from '../../components/segmented-control.tsx'
import { Select } from '../../components/select.tsx'
import { TextField } from '../../components/text-field.tsx'
import { type GallerySearch, isFiltered } from './gallery-search.ts'

type FiltersProps = {
  readonly search: GallerySearch
  readonly onSearch: (search: GallerySearch) => void
  readonly onClear: () => void
}

const all = 'all'

/** What narrows the gallery: words, the topic, the kind of model. */
export function GalleryFilters({ search, onSearch, onClear }: FiltersProps) {
  const { t } = useTranslation('gallery')
  const words = useTranslation('words')
  const { q: _q, ...withoutWords } = search
  const { topic = all, ...withoutTopic } = search
  const { kind = all, ...withoutKind } = search
  return (
    <search aria-label={t('filter.label')} className="flex flex-wrap items-center gap-3">
      <SearchField
        value={search.q ?? ''}
        onChange={(q) => onSearch(q === '' ? withoutWords : { ...search, q })}
      />
      <Select
        aria-label={t('filter.topic')}
        className="w-full tablet:w-56"
        value={topic}
        onChange={(next) => onSearch(next === all ? withoutTopic : { ...search, topic: next })}
        options={[
          { value: all, label: t('filter.anyTopic') },
          ...galleryTopics.map((value) => ({ value, label: t(`topic.${value}`) })),
        ]}
      />
      <SegmentedControl
        label={t('filter.kind')}
        value={kind}
        onChange={(next) => onSearch(next === all ? withoutKind : { ...search, kind: next })}
        segments={[
          { value: all, label: t('filter.anyKind') },
          ...modelKindSchema.options.map((value) => ({ value, label: words.t(`kind.${value}`) })),
        ]}
      />
      {isFiltered(search) ? (
        <Button look="quiet" onClick={onClear}>
          {t('filter.clear')}
        </Button>
      ) : null}
    </search>
  )
}

type SearchFieldProps = { readonly value: string; readonly onChange: (q: string) => void }

/** Keeps what is typed itself: the address follows a moment later. */
function SearchField({ value, onChange }: SearchFieldProps) {
  const { t } = useTranslation('gallery')
  const [typed, setTyped] = useState(value)
  return (
    <div className="relative min-w-0 flex-1 basis-60">
      <Search
        size={16}
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2 -translate-y-1/2 text-muted"
      />
      <TextField
        type="search"
        maxLength={200}
        aria-label={t('filter.search')}
        placeholder={t('filter.search')}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          onChange(event.target.value)
        }}
        className="pl-8"
      />
    </div>
  )
}
