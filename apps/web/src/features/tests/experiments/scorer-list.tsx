import { type Model, scorerIdSchema } from '@trialogue/contract'
import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../components/button.tsx'
import { Menu } from '../../../components/menu.tsx'
import { defaultJudge, newScorer, type ScorerDraft, type VariantDraft } from './experiment-draft.ts'
import { ScorerEditor } from './scorer-editor.tsx'
import { scorerForms } from './scorer-fields.ts'

/** As many as the contract takes. */
const maxScorers = 20

type ScorerListProps = {
  readonly scorers: readonly ScorerDraft[]
  readonly variants: readonly VariantDraft[]
  readonly models: readonly Model[]
  readonly onChange: (scorers: readonly ScorerDraft[]) => void
}

/** How the outputs are judged. */
export function ScorerList({ scorers, variants, models, onChange }: ScorerListProps) {
  const { t } = useTranslation('tests')
  const add = (id: ScorerDraft['id']) => {
    const scorer = newScorer(id, t(`scorer.${id}`), scorers)
    const { asks } = scorerForms[id]
    onChange([
      ...scorers,
      {
        ...scorer,
        judge: asks === undefined ? null : defaultJudge(models),
        otherVariantId: asks === 'judge-and-other' ? (variants[0]?.id ?? null) : null,
      },
    ])
  }
  return (
    <section aria-label={t('scorers.title')} className="flex flex-col gap-3">
      <div className="flex items-center justify-between gap-4">
        <h3 className="font-semibold">{t('scorers.title')}</h3>
        {scorers.length >= maxScorers ? null : (
          <Menu
            align="end"
            trigger={
              <Button size="small">
                <Plus size={16} aria-hidden />
                {t('scorers.add')}
              </Button>
            }
            groups={[
              scorerIdSchema.options.map((id) => ({
                label: t(`scorer.${id}`),
                onSelect: () => add(id),
              })),
            ]}
          />
        )}
      </div>
      {scorers.length === 0 ? <p className="text-muted">{t('scorers.none')}</p> : null}
      {scorers.map((scorer, index) => (
        <ScorerEditor
          key={index}
          scorer={scorer}
          variants={variants}
          models={models}
          onChange={(changed) => onChange(scorers.with(index, changed))}
          onRemove={() => onChange(scorers.toSpliced(index, 1))}
        />
      ))}
    </section>
  )
}
