import { type Endpoint, endpointApiSchema } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../components/button.tsx'
import { Field } from '../../../components/field.tsx'
import { NumberField } from '../../../components/number-field.tsx'
import { Select } from '../../../components/select.tsx'
import { Switch } from '../../../components/switch.tsx'
import { TextField } from '../../../components/text-field.tsx'
import { AddressFields } from './address-fields.tsx'
import { type checkForm, type EndpointForm, usualAddresses, withUsual } from './endpoint-form.ts'

const maxConcurrency = 512

type EndpointFieldsProps = {
  readonly form: EndpointForm
  /** The one that is changed; null for a new one. */
  readonly endpoint: Endpoint | null
  readonly wrong: ReturnType<typeof checkForm>
  readonly onChange: (part: Partial<EndpointForm>) => void
}

/** Everything that is asked about a server. */
export function EndpointFields({ form, endpoint, wrong, onChange }: EndpointFieldsProps) {
  const { t } = useTranslation('models')
  return (
    <>
      {endpoint === null ? <UsualAddresses form={form} onChange={onChange} /> : null}
      <Field
        label={t('endpoint.form.name')}
        hint={t(
          endpoint !== null
            ? 'endpoint.form.nameFixed'
            : wrong.isNameWrong
              ? 'endpoint.form.nameWrong'
              : 'endpoint.form.nameHint',
        )}
      >
        {(ids) => (
          <TextField
            {...ids}
            maxLength={40}
            spellCheck={false}
            autoComplete="off"
            disabled={endpoint !== null}
            aria-invalid={wrong.isNameWrong}
            value={form.name}
            onChange={(event) => onChange({ name: event.target.value })}
          />
        )}
      </Field>
      <AddressFields urls={form.urls} wrong={wrong.wrongUrls} onChange={(urls) => onChange({ urls })} />
      <Field label={t('endpoint.form.api')} hint={t(`endpoint.apiHint.${form.api}`)}>
        {(ids) => (
          <Select
            {...ids}
            className="w-full"
            value={form.api}
            onChange={(api) => onChange({ api })}
            options={endpointApiSchema.options.map((value) => ({
              value,
              label: t(`endpoint.api.${value}`),
              hint: t(`endpoint.apiHint.${value}`),
            }))}
          />
        )}
      </Field>
      <KeyField form={form} endpoint={endpoint} onChange={onChange} />
      <div className="flex items-start gap-3">
        <Switch
          label={t('endpoint.form.private')}
          isOn={form.allowsPrivate}
          onChange={(allowsPrivate) => onChange({ allowsPrivate })}
        />
        <div className="min-w-0">
          <p className="pt-0.5">{t('endpoint.form.private')}</p>
          <p className="text-muted text-small">{t('endpoint.form.privateHint')}</p>
        </div>
      </div>
      <Field label={t('endpoint.form.concurrency')}>
        {(ids) => (
          <NumberField
            {...ids}
            className="w-24!"
            value={form.concurrency}
            min={1}
            max={maxConcurrency}
            step={1}
            onChange={(concurrency) => onChange({ concurrency })}
          />
        )}
      </Field>
    </>
  )
}

type PartProps = Pick<EndpointFieldsProps, 'form' | 'onChange'>

function UsualAddresses({ form, onChange }: PartProps) {
  const { t } = useTranslation('models')
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
    <div role="group" aria-label={t('endpoint.form.usual')} className="flex flex-col gap-1">
      <span aria-hidden className="text-muted text-small">
        {t('endpoint.form.usual')}
      </span>
      <div className="flex flex-wrap gap-2">
        {usualAddresses.map((usual) => (
          <Button
            key={usual.name}
            size="small"
            aria-pressed={form.urls[0] === usual.url}
            onClick={() => onChange(withUsual(form, usual))}
            className="aria-pressed:border-accent aria-pressed:bg-accent-tint aria-pressed:text-accent"
          >
            {usual.name}
          </Button>
        ))}
      </div>
    </div>
  )
}

/** A key is written and never read: what is kept is named by its last characters. */
function KeyField({ form, endpoint, onChange }: PartProps & Pick<EndpointFieldsProps, 'endpoint'>) {
  const { t } = useTranslation('models')
  const kept = endpoint?.keyHint ?? null
  const hint = form.isKeyForgotten
    ? t('endpoint.form.keyForgotten')
    : kept === null
      ? t('endpoint.form.keyHint')
      : t('endpoint.form.keyKept', { hint: kept })
  return (
    <Field label={t('endpoint.form.key')} hint={hint}>
      {(ids) => (
        <div className="flex gap-2">
          <TextField
            {...ids}
            type="password"
            autoComplete="off"
            maxLength={4_000}
            disabled={form.isKeyForgotten}
            placeholder={kept === null ? '' : `••••${kept}`}
            value={form.key}
            onChange={(event) => onChange({ key: event.target.value })}
            className="font-mono"
          />
          {kept === null ? null : (
            <Button onClick={() => onChange({ isKeyForgotten: !form.isKeyForgotten, key: '' })}>
              {t(form.isKeyForgotten ? 'endpoint.form.keyKeep' : 'endpoint.form.keyForget')}
            </Button>
          )}
        </div>
      )}
    </Field>
  )
}
