import { useQueries } from '@tanstack/react-query'
import type { Generation, Run } from '@trialogue/contract'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../components/icon-button.tsx'
import { Popover } from '../../components/popover.tsx'
import { classNames } from '../../lib/class-names.ts'
import { formatExactTime } from '../../lib/format-time.ts'
import { runQuery } from '../../lib/queries/runs.ts'
import { type ColumnSample, generationsOf } from './column-samples.tsx'
import { summarizeParameters } from './parameter-summary.ts'
import { showGeneration } from './run-store.ts'
import { useStateWords } from './use-state-words.ts'

type SamplePagerProps = {
  readonly columnId: string
  readonly samples: readonly ColumnSample[]
  /** Place of the sample in sight. */
  readonly place: number
}

/** Leafs through all that a column wrote: the samples of its runs, oldest first. Its middle lists them. */
export function SamplePager({ columnId, samples, place }: SamplePagerProps) {
  const { t } = useTranslation('compare')
  const [isOpen, setIsOpen] = useState(false)
  const move = (to: number) => {
    const sample = samples[to]
    if (sample !== undefined) showGeneration(columnId, sample.generationId)
  }
  const position = t('samples.position', { number: place + 1, total: samples.length })
  return (
    <fieldset aria-label={t('samples.label')} className="-ml-2 flex shrink-0 items-center">
      <IconButton
        icon={ChevronLeft}
        size="small"
        label={t('samples.previous')}
        disabled={place <= 0}
        onClick={() => move(place - 1)}
      />
      <Popover
        label={t('samples.list')}
        isOpen={isOpen}
        onOpenChange={setIsOpen}
        align="start"
        className="w-80 p-1"
        trigger={
          <button
            type="button"
            title={t('samples.listHint')}
            className="h-7 min-w-7 rounded-small px-1 text-center tabular-nums hover:bg-hover pointer-coarse:h-11"
          >
            {position}
          </button>
        }
      >
        <SampleList
          columnId={columnId}
          samples={samples}
          place={place}
          onChoose={(to) => {
            move(to)
            setIsOpen(false)
          }}
        />
      </Popover>
      <IconButton
        icon={ChevronRight}
        size="small"
        label={t('samples.next')}
        disabled={place >= samples.length - 1}
        onClick={() => move(place + 1)}
      />
    </fieldset>
  )
}

type SampleListProps = SamplePagerProps & { readonly onChoose: (place: number) => void }

/** All samples, newest on top: when each was asked for and with which parameters. */
function SampleList({ columnId, samples, place, onChoose }: SampleListProps) {
  const generations = useGenerations(columnId, samples)
  return (
    <ol className="flex max-h-96 flex-col-reverse">
      {samples.map(({ generationId }, index) => {
        const generation = generations.get(generationId)
        return (
          <li key={generationId}>
            <button
              type="button"
              aria-current={index === place}
              onClick={() => onChoose(index)}
              className={classNames(
                'flex w-full gap-2 rounded-small px-2 py-1.5 text-left text-small hover:bg-hover',
                index === place && 'bg-accent-tint',
              )}
            >
              <span className="w-6 shrink-0 text-right text-muted tabular-nums">{index + 1}</span>
              {generation === undefined ? null : <SampleFacts generation={generation} />}
            </button>
          </li>
        )
      })}
    </ol>
  )
}

function SampleFacts({ generation }: { readonly generation: Generation }) {
  const { t, i18n } = useTranslation('compare')
  const words = useStateWords()
  const { createdAt, parameters, seed, modelId } = generation
  return (
    <span className="min-w-0">
      <span className="block truncate tabular-nums">
        {formatExactTime(createdAt, i18n.language)} · {words(generation)}
      </span>
      <span className="block truncate text-muted tabular-nums">
        {t('samples.facts', { model: modelId, parameters: summarizeParameters(parameters), seed })}
      </span>
    </span>
  )
}

function useGenerations(columnId: string, samples: readonly ColumnSample[]): ReadonlyMap<string, Generation> {
  const runIds = [...new Set(samples.map(({ runId }) => runId))]
  return useQueries({
    queries: runIds.map((runId) => ({
      ...runQuery(runId),
      select: (run: Run) => generationsOf(run, columnId),
    })),
    combine: (results) =>
      new Map(results.flatMap(({ data }) => data ?? []).map((generation) => [generation.id, generation])),
  })
}
