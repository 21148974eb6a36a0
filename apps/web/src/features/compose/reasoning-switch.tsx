import { type Reasoning, type ReasoningStrategyId, reasoningStrategySchema } from '@trialogue/contract'
import { reasoningTriggers } from '@trialogue/prompt'
import { useTranslation } from 'react-i18next'
import { Notice } from '../../components/notice.tsx'
import { Select } from '../../components/select.tsx'
import { useContent, useWorkspace } from '../../lib/workspace.ts'
import { useStrategyReasons } from './reasoning-reasons.ts'
import { ReasoningSettings } from './reasoning-settings.tsx'
import { Section } from './section.tsx'

/** Chain-of-thought: how it is asked for, and what the chosen strategy needs. */
export function ReasoningSwitch() {
  const { t } = useTranslation('compose')
  const reasoning = useContent((content) => content.reasoning)
  const update = useWorkspace((state) => state.update)
  const reasonOf = useStrategyReasons()
  const change = (fields: Partial<Reasoning>) =>
    update((content) => ({ ...content, reasoning: { ...content.reasoning, ...fields } }))
  const options = reasoningStrategySchema.options.map((value) => {
    const reason = reasonOf(value)
    return {
      value,
      label: t(`reasoning.name.${value}`),
      hint: reason ?? t(`reasoning.about.${value}`),
      disabled: reason !== undefined,
    }
  })
  const { strategy } = reasoning
  const hindrance = reasonOf(strategy)
  return (
    <Section
      title={t('reasoning.title')}
      aside={
        <Select
          aria-label={t('reasoning.label')}
          value={strategy}
          options={options}
          onChange={(next) => change({ strategy: next, trigger: keptTrigger(reasoning, next) })}
        />
      }
      hint={t(`reasoning.hint.${strategy}`)}
    >
      {hindrance === undefined ? null : <Notice tone="failure">{hindrance}</Notice>}
      {strategy === 'off' ? null : <ReasoningSettings reasoning={reasoning} onChange={change} />}
      <Unavailable options={options.filter(({ disabled }) => disabled)} />
    </Section>
  )
}

/** Published words belong to their strategy; one's own stay. */
function keptTrigger({ trigger }: Reasoning, next: ReasoningStrategyId): string | null {
  if (trigger === null || reasoningTriggers[next].includes(trigger)) return trigger
  return Object.values(reasoningTriggers).flat().includes(trigger) ? null : trigger
}

type UnavailableProps = { readonly options: readonly { readonly label: string; readonly hint: string }[] }

/** What cannot be chosen says why: in the list, and here for whoever cannot get to what is greyed out there. */
function Unavailable({ options }: UnavailableProps) {
  const { t } = useTranslation('compose')
  if (options.length === 0) return null
  return (
    <details className="text-muted text-small">
      <summary className="min-h-6 cursor-pointer">
        {t('reasoning.hindered', { count: options.length })}
      </summary>
      <ul className="mt-1 flex flex-col gap-1">
        {options.map(({ label, hint }) => (
          <li key={label}>
            <span className="font-medium">{label}</span>: {hint}
          </li>
        ))}
      </ul>
    </details>
  )
}
