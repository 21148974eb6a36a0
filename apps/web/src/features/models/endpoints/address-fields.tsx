import { Plus, X } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../components/button.tsx'
import { IconButton } from '../../../components/icon-button.tsx'
import { TextField } from '../../../components/text-field.tsx'

/** As many as the contract takes. */
const maxAddresses = 8

type AddressFieldsProps = {
  readonly urls: readonly string[]
  /** Places of those that are none. */
  readonly wrong: readonly number[]
  readonly onChange: (urls: readonly string[]) => void
}

/** Where a server answers: one address or several of the same models. */
export function AddressFields({ urls, wrong, onChange }: AddressFieldsProps) {
  const { t } = useTranslation('models')
  const hintId = useId()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend that stands elsewhere
    <div role="group" aria-label={t('endpoint.form.urls')} className="flex flex-col gap-1">
      <span aria-hidden className="font-medium text-muted text-small">
        {t('endpoint.form.urls')}
      </span>
      {urls.map((url, index) => (
        <div key={index} className="flex gap-2">
          <TextField
            type="url"
            inputMode="url"
            spellCheck={false}
            autoComplete="off"
            maxLength={500}
            aria-label={t('endpoint.form.url', { number: index + 1 })}
            aria-describedby={hintId}
            aria-invalid={wrong.includes(index)}
            placeholder="http://localhost:8000/v1"
            value={url}
            onChange={(event) => onChange(urls.with(index, event.target.value))}
            className="font-mono"
          />
          {urls.length === 1 ? null : (
            <IconButton
              icon={X}
              label={t('endpoint.form.removeUrl', { number: index + 1 })}
              onClick={() => onChange(urls.toSpliced(index, 1))}
            />
          )}
        </div>
      ))}
      <p id={hintId} className={wrong.length === 0 ? 'text-muted text-small' : 'text-failure text-small'}>
        {wrong.length === 0 ? t('endpoint.form.urlsHint') : t('endpoint.form.urlWrong')}
      </p>
      {urls.length >= maxAddresses ? null : (
        <Button
          look="quiet"
          size="small"
          className="-ml-2 self-start"
          onClick={() => onChange([...urls, ''])}
        >
          <Plus size={16} aria-hidden />
          {t('endpoint.form.addUrl')}
        </Button>
      )}
    </div>
  )
}
