import { useQueryClient } from '@tanstack/react-query'
import type { Generation } from '@trialogue/contract'
import { ArrowDown } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { useErrorText } from '../../lib/use-error-text.ts'
import { type ColumnSample, useSample } from './column-samples.tsx'
import { DiffOutput } from './diff-output.tsx'
import { GenerationOutput } from './generation-output.tsx'
import { isUnfinished } from './generation-state.ts'
import { OutputActions } from './output-actions.tsx'
import { resumeRun, startRun } from './run-actions.ts'
import { useRunStore } from './run-store.ts'
import { useBaselineDiff } from './use-baseline-diff.ts'
import { useStickToEnd } from './use-stick-to-end.ts'

type OutputViewProps = {
  readonly columnId: string
  readonly modelName: string
  readonly sample: ColumnSample | null
  readonly onDetails: () => void
}

/** The text of a generation; scrolls by itself, so that neither the page nor the other columns move. */
export function OutputView(props: OutputViewProps) {
  const { columnId, modelName, sample, onDetails } = props
  const { t } = useTranslation('compare')
  const generation = useSample(sample)?.generation ?? null
  const comparison = useBaselineDiff(sample)
  const isGrowing = generation !== null && isUnfinished(generation)
  const { scroller, onScroll, isBehind, jumpToEnd } = useStickToEnd(generation?.steps, isGrowing)
  const view = useRunStore(({ viewByColumn }) => viewByColumn[columnId] ?? 'plain')
  return (
    <div className="relative h-full">
      <section
        ref={scroller}
        onScroll={onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={t('output.region', { model: modelName })}
        aria-busy={isGrowing}
        className="h-full overflow-auto overscroll-contain px-3 pt-1 pb-3 -outline-offset-2"
      >
        {generation === null ? (
          <>
            <p className="text-muted pointer-coarse:hidden">{t('output.idle')}</p>
            <p className="hidden text-muted pointer-coarse:block">{t('output.idleTouch')}</p>
          </>
        ) : (
          <>
            {comparison?.diff == null ? (
              <GenerationOutput key={generation.id} generation={generation} view={view} />
            ) : (
              <DiffOutput diff={comparison.diff} />
            )}
            {isGrowing ? null : <OutputActions columnId={columnId} generation={generation} view={view} />}
            <GenerationTrouble columnId={columnId} generation={generation} onDetails={onDetails} />
          </>
        )}
      </section>
      {isBehind ? (
        <Button
          size="small"
          onClick={jumpToEnd}
          className="absolute bottom-2 left-1/2 -translate-x-1/2 animate-appear shadow-float"
        >
          <ArrowDown size={16} aria-hidden />
          {t('output.jump')}
        </Button>
      ) : null}
    </div>
  )
}

type GenerationTroubleProps = {
  readonly columnId: string
  readonly generation: Generation
  readonly onDetails: () => void
}

/** Why a generation did not get to its end, and what can be done about it. */
function GenerationTrouble({ columnId, generation, onDetails }: GenerationTroubleProps) {
  const { t } = useTranslation('compare')
  const words = useTranslation('words')
  const queryClient = useQueryClient()
  const errorText = useErrorText()
  if (generation.status === 'interrupted') {
    return (
      <div className="mt-3">
        <Notice
          tone="info"
          actions={
            <Button size="small" onClick={() => void resumeRun(queryClient, generation.runId)}>
              {t('output.continue')}
            </Button>
          }
        >
          {t('output.interrupted')}
        </Notice>
      </div>
    )
  }
  if (generation.error === null) return null
  return (
    <div className="mt-3">
      <Notice
        tone="failure"
        actions={
          <>
            <Button size="small" onClick={() => void startRun(queryClient, [columnId])}>
              {words.t('action.retry')}
            </Button>
            <Button size="small" look="quiet" onClick={onDetails}>
              {words.t('action.details')}
            </Button>
          </>
        }
      >
        {errorText(generation.error)}
      </Notice>
    </div>
  )
}
