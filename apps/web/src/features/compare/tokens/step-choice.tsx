import type { GenerationStep } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { Select } from '../../../components/select.tsx'

type StepChoiceProps = {
  readonly steps: readonly GenerationStep[]
  readonly chosen: number
  readonly onChoose: (index: number) => void
}

/** Which of a generation's calls is looked at; nothing where there is only one. */
export function StepChoice({ steps, chosen, onChoose }: StepChoiceProps) {
  const { t } = useTranslation('tokens')
  const name = useStepName()
  if (steps.length < 2) return null
  return (
    <Select
      aria-label={t('lens.step')}
      value={String(chosen)}
      onChange={(value) => onChoose(Number(value))}
      options={steps.map((_, index) => ({ value: String(index), label: name(steps, index) }))}
      className="min-w-0"
    />
  )
}

/** What to call one of a generation's calls. */
function useStepName(): (steps: readonly GenerationStep[], index: number) => string {
  const { t } = useTranslation('tokens')
  return (steps, index) => {
    const step = steps[index]
    if (step === undefined) return ''
    const ofKind = steps
      .slice(0, index + 1)
      .filter(({ kind, path }) => kind === step.kind && path === step.path)
    const kind = t(`lens.stepKind.${step.kind}`, { number: ofKind.length })
    const hasPaths = steps.some(({ path }) => path > 0)
    return hasPaths ? t('lens.stepPath', { kind, number: step.path + 1 }) : kind
  }
}
