import { type Reasoning, reasoningStrategySchema } from '@trialogue/contract'
import { strategyAvailability } from '@trialogue/prompt'
import { useTranslation } from 'react-i18next'
import { SegmentedControl } from '../../components/segmented-control.tsx'
import { useContent, useWorkspace } from '../../lib/workspace.ts'
import { ReasoningSettings } from './reasoning-settings.tsx'
import { Section } from './section.tsx'

/** Chain-of-thought: off, zero-shot or few-shot, and what the chosen one needs. */
export function ReasoningSwitch() {
  const { t } = useTranslation('compose')
  const body = useContent((content) => content.body)
  const reasoning = useContent((content) => content.reasoning)
  const update = useWorkspace((state) => state.update)
  const change = (fields: Partial<Reasoning>) =>
    update((content) => ({ ...content, reasoning: { ...content.reasoning, ...fields } }))
  const segments = reasoningStrategySchema.options.map((value) => {
    const availability = strategyAvailability(value, body)
    return {
      value,
      label: t(`reasoning.${value}`),
      disabledReason: availability.isAvailable
        ? undefined
        : t(`reasoning.unavailable.${availability.reason}`),
    }
  })
  // What cannot be chosen says why in words: a hover alone is not there for touch and keyboard.
  const reasons = [...new Set(segments.flatMap(({ disabledReason }) => disabledReason ?? []))]
  return (
    <Section
      title={t('reasoning.title')}
      aside={
        <SegmentedControl
          label={t('reasoning.label')}
          value={reasoning.strategy}
          segments={segments}
          onChange={(strategy) => change({ strategy })}
        />
      }
      hint={[t(`reasoning.hint.${reasoning.strategy}`), ...reasons].join(' ')}
    >
      {reasoning.strategy === 'off' ? null : <ReasoningSettings reasoning={reasoning} onChange={change} />}
    </Section>
  )
}
