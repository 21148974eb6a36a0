import { type Column, defaultParameters, type Parameters } from '@trialogue/contract'
import { SlidersHorizontal } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button.tsx'
import { NumberField } from '../../components/number-field.tsx'
import { Popover } from '../../components/popover.tsx'
import { SliderField } from '../../components/slider-field.tsx'
import { Switch } from '../../components/switch.tsx'
import { useWorkspace } from '../../lib/workspace.ts'
import { copyParametersToAll, setParameters } from './column-edits.ts'
import { StopList } from './stop-list.tsx'

const sliders = [
  { name: 'temperature', min: 0, max: 2, step: 0.05 },
  { name: 'topP', min: 0.01, max: 1, step: 0.01 },
  { name: 'minP', min: 0, max: 1, step: 0.01 },
  { name: 'repetitionPenalty', min: 0.5, max: 2, step: 0.05 },
] as const

const optionalNumbers = [
  { name: 'topK', min: 1, max: 1_000, placeholder: 'parameters.off' },
  { name: 'seed', min: 0, max: 4_294_967_295, placeholder: 'parameters.seedRandom' },
] as const

type ParametersPopoverProps = {
  readonly column: Column
  readonly modelName: string
  readonly contextLength: number
}

/** A column's parameters: what is in force as the button's words, all of them in what it opens. */
export function ParametersPopover({ column, modelName, contextLength }: ParametersPopoverProps) {
  const { t } = useTranslation('compare')
  const summary = summarize(column.parameters)
  const isChanged = !isDefault(column.parameters)
  return (
    <Popover
      label={t('parameters.title', { model: modelName })}
      className="w-80 p-4"
      trigger={
        <Button
          look="muted"
          size="small"
          aria-label={t('parameters.button', { summary })}
          className="min-w-0 shrink tabular-nums"
        >
          <SlidersHorizontal size={16} aria-hidden className="shrink-0" />
          <span className="truncate">{summary}</span>
          {isChanged ? (
            <span title={t('parameters.changed')} className="size-1.5 shrink-0 rounded-full bg-accent" />
          ) : null}
        </Button>
      }
    >
      <ParametersForm column={column} contextLength={contextLength} />
    </Popover>
  )
}

function ParametersForm({
  column,
  contextLength,
}: {
  readonly column: Column
  readonly contextLength: number
}) {
  const { t } = useTranslation('compare')
  const update = useWorkspace((state) => state.update)
  const { parameters } = column
  const change = (part: Partial<Parameters>) => update(setParameters(column.id, part))
  return (
    <div className="flex flex-col gap-3">
      {sliders.map(({ name, ...range }) => (
        <SliderField
          key={name}
          label={t(`parameters.${name}`)}
          hint={t(`parameters.${name}Hint`)}
          {...range}
          value={parameters[name]}
          defaultValue={defaultParameters[name]}
          onChange={(value) => change({ [name]: value })}
        />
      ))}
      <SliderField
        label={t('parameters.maxTokens')}
        hint={t('parameters.maxTokensHint')}
        min={1}
        max={contextLength}
        step={1}
        value={parameters.maxTokens}
        defaultValue={Math.min(defaultParameters.maxTokens, contextLength)}
        onChange={(maxTokens) => change({ maxTokens })}
      />
      {optionalNumbers.map(({ name, min, max, placeholder }) => (
        <div key={name} className="grid grid-cols-[1fr_7rem] items-center gap-3">
          <span title={t(`parameters.${name}Hint`)}>{t(`parameters.${name}`)}</span>
          <NumberField
            aria-label={t(`parameters.${name}`)}
            min={min}
            max={max}
            step={1}
            value={parameters[name]}
            placeholder={t(placeholder)}
            onChange={(value) => change({ [name]: value })}
            onClear={() => change({ [name]: null })}
          />
        </div>
      ))}
      <div className="flex items-center justify-between gap-3">
        <span title={t('parameters.exactHint')}>{t('parameters.exact')}</span>
        <Switch
          label={t('parameters.exact')}
          isOn={parameters.exact}
          onChange={(exact) => change({ exact })}
        />
      </div>
      <StopList stop={parameters.stop} onChange={(stop) => change({ stop })} />
      <div className="flex justify-between gap-2 border-border border-t pt-3">
        <Button size="small" disabled={isDefault(parameters)} onClick={() => change(defaultParameters)}>
          {t('parameters.reset')}
        </Button>
        <Button size="small" onClick={() => update(copyParametersToAll(column.id))}>
          {t('parameters.copy')}
        </Button>
      </div>
    </div>
  )
}

/** Temperature, top p and the token limit: what is most often changed. */
function summarize({ temperature, topP, maxTokens }: Parameters): string {
  return `T ${temperature} · p ${topP} · ${maxTokens}`
}

function isDefault(parameters: Parameters): boolean {
  return JSON.stringify({ ...defaultParameters, ...parameters }) === JSON.stringify(defaultParameters)
}
