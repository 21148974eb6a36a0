import './texts.ts'
import type { PromptContent } from '@trialogue/contract'
import { type GallerySample, galleryTopics } from '@trialogue/prompt'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { PageFrame } from '../../components/page-frame.tsx'
import { findSamples } from './find-samples.ts'
import { GalleryFilters } from './gallery-filters.tsx'
import type { GallerySearch } from './gallery-search.ts'
import { SampleCard } from './sample-card.tsx'

type GalleryPageProps = {
  readonly search: GallerySearch
  readonly onSearch: (search: GallerySearch) => void
  /** Makes a prompt of a sample and goes there; what was open stays as it is. */
  readonly onOpen: (beginning: { name: string; content: PromptContent }) => void
  readonly isOpening: boolean
  readonly error: Error | null
  /** The way to the other pages, at the beginning of the header, where there is no rail. */
  readonly menu: ReactNode
  /** What stands at the end of every page's header. */
  readonly corner: ReactNode
}

/** Samples that each teach one thing about prompting, by topic. */
export function GalleryPage(props: GalleryPageProps) {
  const { search, onSearch, onOpen, isOpening, error, menu, corner } = props
  const { t } = useTranslation('gallery')
  // A field that somebody types into is made anew only when all filters are cleared.
  const [clearings, setClearings] = useState(0)
  const clear = () => {
    setClearings(clearings + 1)
    onSearch({})
  }
  return (
    <PageFrame title={t('title')} menu={menu} corner={corner}>
      <div className="mx-auto flex max-w-6xl flex-col gap-6 p-4">
        <p className="max-w-3xl">
          {t('intro')} <span className="block text-muted">{t('language')}</span>
        </p>
        <GalleryFilters key={clearings} search={search} onSearch={onSearch} onClear={clear} />
        {error === null ? null : <ErrorNotice error={error}>{t('failed')}</ErrorNotice>}
        <FoundSamples search={search} isOpening={isOpening} onOpen={onOpen} onClear={clear} />
      </div>
    </PageFrame>
  )
}

type FoundProps = Pick<GalleryPageProps, 'search' | 'onOpen' | 'isOpening'> & { readonly onClear: () => void }

function FoundSamples({ search, onOpen, isOpening, onClear }: FoundProps) {
  const { t } = useTranslation('gallery')
  const found = findSamples(search, ({ id, topic, tags }: GallerySample) =>
    [
      t(`sample.${id}.title`),
      t(`sample.${id}.lesson`),
      t(`topic.${topic}`),
      ...tags.map((tag) => t(`tag.${tag}`)),
    ].join(' '),
  )
  return (
    <>
      <p role="status" className={found.length === 0 ? 'text-muted' : 'sr-only'}>
        {found.length === 0 ? t('none') : t('found', { count: found.length })}
      </p>
      {found.length === 0 ? (
        <Button className="self-start" onClick={onClear}>
          {t('filter.clear')}
        </Button>
      ) : null}
      {galleryTopics.map((topic) => {
        const samples = found.filter((sample) => sample.topic === topic)
        if (samples.length === 0) return null
        return (
          <section key={topic} aria-labelledby={`topic-${topic}`} className="flex flex-col gap-3">
            <div>
              <h2 id={`topic-${topic}`} className="font-semibold text-heading">
                {t(`topic.${topic}`)}
              </h2>
              <p className="text-muted">{t(`topicText.${topic}`)}</p>
            </div>
            <ul className="grid grid-cols-1 gap-3 tablet:grid-cols-2 desktop:grid-cols-3">
              {samples.map((sample) => (
                <SampleCard
                  key={sample.id}
                  sample={sample}
                  isBusy={isOpening}
                  onOpen={() => onOpen({ name: t(`sample.${sample.id}.title`), content: sample.content })}
                />
              ))}
            </ul>
          </section>
        )
      })}
    </>
  )
}
