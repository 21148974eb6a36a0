import type { Generation } from '@trialogue/contract'
import { CircleCheck, CircleDashed, CircleDot, type LucideIcon } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Badge } from '../../components/badge.tsx'
import { DiffParts } from '../../components/diff-parts.tsx'
import { diffWords } from '../../lib/word-diff.ts'
import { compareOutputs, type Likeness, writtenText } from './compare-runs.ts'
import { GenerationView } from './generation-view.tsx'
import { type GenerationPlace, useGeneration } from './use-run.ts'

type ComparedProps = {
  readonly runId: string
  readonly place: GenerationPlace
  readonly otherRunId: string
  /** Null where the other run has no generation in this place. */
  readonly otherPlace: GenerationPlace | null
  readonly isAlone: boolean
}

/** The generation of the other run, this one beside it, and what differs. */
export function ComparedGenerations({ runId, place, otherRunId, otherPlace, isAlone }: ComparedProps) {
  const { t } = useTranslation('history')
  const generation = useGeneration(runId, place.id)
  const other = useGeneration(otherRunId, otherPlace?.id ?? '')
  const likeness = generation === null || other === null ? null : compareOutputs(other, generation)
  return (
    <div className="flex flex-col gap-2 border-border border-t p-3">
      {likeness === null || generation === null || other === null ? null : (
        <div className="flex flex-wrap items-center gap-2 text-small">
          <LikenessMark likeness={likeness} />
          {generation.seed === other.seed ? null : (
            <span className="text-muted">
              {t('compare.seeds', { before: other.seed, after: generation.seed })}
            </span>
          )}
        </div>
      )}
      <div className="grid gap-4 tablet:grid-cols-2">
        <section aria-label={t('compare.other')} className="min-w-0">
          <p className="font-medium text-muted text-small">{t('compare.other')}</p>
          {otherPlace === null ? (
            <p className="py-1 text-muted">{t('compare.missing')}</p>
          ) : (
            <GenerationView runId={otherRunId} generationId={otherPlace.id} isAlone={isAlone} />
          )}
        </section>
        <section aria-label={t('compare.this')} className="min-w-0">
          <p className="font-medium text-muted text-small">{t('compare.this')}</p>
          <GenerationView runId={runId} generationId={place.id} isAlone={isAlone}>
            {likeness === 'different' && generation !== null && other !== null ? (
              <Changes before={other} after={generation} />
            ) : undefined}
          </GenerationView>
        </section>
      </div>
    </div>
  )
}

const marks: Readonly<Record<Likeness, { icon: LucideIcon; tone: 'success' | 'accent' | 'neutral' }>> = {
  same: { icon: CircleCheck, tone: 'success' },
  different: { icon: CircleDot, tone: 'accent' },
  open: { icon: CircleDashed, tone: 'neutral' },
}

function LikenessMark({ likeness }: { readonly likeness: Likeness }) {
  const { t } = useTranslation('history')
  const { icon: Icon, tone } = marks[likeness]
  return (
    <Badge tone={tone}>
      <Icon size={12} aria-hidden />
      {t(`compare.${likeness}`)}
    </Badge>
  )
}

function Changes({ before, after }: { readonly before: Generation; readonly after: Generation }) {
  const { t } = useTranslation('history')
  const [was, is] = [writtenText(before).trim(), writtenText(after).trim()]
  const diff = useMemo(() => diffWords(was, is), [was, is])
  return (
    <div className="max-w-[72ch] text-output">
      {diff === null ? (
        <>
          <p className="text-muted text-small">{t('compare.tooLong')}</p>
          <p className="whitespace-pre-wrap break-words">{is}</p>
        </>
      ) : (
        <p className="whitespace-pre-wrap break-words">
          <DiffParts parts={diff.parts} />
        </p>
      )}
    </div>
  )
}
