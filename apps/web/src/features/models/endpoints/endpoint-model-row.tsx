import { type EndpointModel, modelKindSchema, type Price } from '@trialogue/contract'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../components/button.tsx'
import { KindChip } from '../../../components/kind-chip.tsx'
import { NumberField } from '../../../components/number-field.tsx'
import { Select } from '../../../components/select.tsx'
import { Switch } from '../../../components/switch.tsx'
import { classNames } from '../../../lib/class-names.ts'
import { CurrencyField } from './currency-field.tsx'
import type { ModelChange } from './use-endpoints.ts'

/** The columns of the table, so that its headings stand above them. */
export const modelColumns = 'gap-x-3 laptop:grid-cols-[minmax(0,1fr)_8.5rem_7rem_6rem_6rem_5rem_5rem]'

const maxContext = 100_000_000
const maxPrice = 1_000_000
const priceStep = 0.001
/** Till somebody writes another one. */
const usualCurrency = 'USD'

type EndpointModelRowProps = {
  readonly model: EndpointModel
  readonly isTesting: boolean
  readonly onTest: () => void
  readonly onChange: (change: ModelChange) => void
}

/** One model of a server. What is written is taken when its field is left. */
export function EndpointModelRow({ model, isTesting, onTest, onChange }: EndpointModelRowProps) {
  const { t } = useTranslation('models')
  const words = useTranslation('words')
  const { name, kind, contextLength, price, isEnabled } = model
  const named = { model: name }
  const setPrice = (part: Partial<Price>) =>
    onChange({
      price: {
        inputPerMillion: price?.inputPerMillion ?? 0,
        outputPerMillion: price?.outputPerMillion ?? 0,
        currency: price?.currency ?? usualCurrency,
        ...part,
      },
    })
  return (
    <li
      className={classNames(
        'grid items-center gap-y-2 border-border border-t px-4 py-2 max-laptop:grid-cols-2 max-laptop:gap-x-3',
        modelColumns,
      )}
    >
      <div className="flex min-w-0 items-start gap-3 max-laptop:col-span-2">
        <Switch
          label={t('endpoint.models.offer', named)}
          isOn={isEnabled}
          onChange={(next) => onChange({ isEnabled: next })}
        />
        <span className="min-w-0 pt-0.5">
          <span data-user-text="" className="break-all font-medium">
            {name}
          </span>
          <Capabilities model={model} />
        </span>
      </div>
      <Labelled name={t('endpoint.models.kind')}>
        <Select
          aria-label={t('endpoint.models.kindOf', named)}
          className="w-full"
          value={kind}
          onChange={(next) => onChange({ kind: next })}
          options={modelKindSchema.options.map((value) => ({
            value,
            label: <KindChip kind={value} />,
            hint: words.t(`kindMeaning.${value}`),
          }))}
        />
      </Labelled>
      <Labelled name={t('endpoint.models.context')}>
        <NumberField
          aria-label={t('endpoint.models.contextOf', named)}
          value={contextLength}
          min={1}
          max={maxContext}
          step={1}
          onChange={(next) => next !== contextLength && onChange({ contextLength: next })}
        />
      </Labelled>
      <Labelled name={t('endpoint.models.priceIn')}>
        <PriceField
          label={t('endpoint.models.priceInOf', named)}
          value={price?.inputPerMillion ?? null}
          onChange={(inputPerMillion) => setPrice({ inputPerMillion })}
          onClear={() => onChange({ price: null })}
        />
      </Labelled>
      <Labelled name={t('endpoint.models.priceOut')}>
        <PriceField
          label={t('endpoint.models.priceOutOf', named)}
          value={price?.outputPerMillion ?? null}
          onChange={(outputPerMillion) => setPrice({ outputPerMillion })}
          onClear={() => onChange({ price: null })}
        />
      </Labelled>
      <Labelled name={t('endpoint.models.currency')}>
        <CurrencyField
          label={t('endpoint.models.currencyOf', named)}
          value={price?.currency ?? null}
          onChange={(currency) => setPrice({ currency })}
        />
      </Labelled>
      <div className="flex items-end justify-end max-laptop:h-full">
        <Button
          size="small"
          look="quiet"
          aria-label={t('endpoint.models.test', named)}
          aria-disabled={isTesting}
          onClick={isTesting ? undefined : onTest}
        >
          {t('endpoint.card.test')}
        </Button>
      </div>
    </li>
  )
}

/** Shows a field's name beside it where no heading stands above. */
function Labelled({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="min-w-0">
      <span aria-hidden className="mb-1 block text-muted text-small laptop:hidden">
        {name}
      </span>
      {children}
    </div>
  )
}

type PriceFieldProps = {
  readonly label: string
  readonly value: number | null
  readonly onChange: (value: number) => void
  readonly onClear: () => void
}

function PriceField({ label, value, onChange, onClear }: PriceFieldProps) {
  const { t } = useTranslation('models')
  return (
    <NumberField
      aria-label={label}
      placeholder={t('unknown')}
      value={value}
      min={0}
      max={maxPrice}
      step={priceStep}
      onChange={(next) => next !== value && onChange(next)}
      {...(value === null ? {} : { onClear })}
    />
  )
}

/** What a test found that the model can do. */
function Capabilities({ model: { capabilities } }: { readonly model: EndpointModel }) {
  const { t } = useTranslation('models')
  const names = ['chat', 'completion', 'logprobs', 'promptLogprobs', 'thinking'] as const
  const words =
    capabilities === null
      ? t('endpoint.models.untested')
      : names
          .filter((name) => capabilities[name])
          .map((name) => t(`endpoint.models.capability.${name}`))
          .join(' · ')
  return (
    <span className="block text-muted text-small">
      <span className="sr-only">{t('endpoint.models.can')}: </span>
      {words === '' ? t('unknown') : words}
    </span>
  )
}
