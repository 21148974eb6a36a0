import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../components/button.tsx'
import { IconButton } from '../../../components/icon-button.tsx'
import { updateWithNotice } from '../../../lib/content-history.ts'
import { type SpareValue, useSpareValues } from './use-variables.ts'

/** Values that the prompt does not use as it stands: kept, since their variables may come back, until they are removed. */
export function SpareValues() {
  const { t } = useTranslation('compose')
  const spare = useSpareValues()
  const removable = spare.filter(({ usedIn }) => usedIn.length === 0)
  if (spare.length === 0) return null

  const remove = (names: readonly string[]) =>
    updateWithNotice(
      (content) => ({ ...content, values: content.values.filter(({ name }) => !names.includes(name)) }),
      { area: 'variables', text: t('variables.removed', { names: names.join(', ') }) },
    )

  return (
    <div className="flex flex-col gap-1">
      <div className="flex min-h-7 flex-wrap items-center justify-between gap-x-3">
        <h4 className="text-muted text-small">{t('variables.spare', { count: spare.length })}</h4>
        {removable.length > 1 ? (
          <Button look="muted" size="small" onClick={() => remove(removable.map(({ name }) => name))}>
            {t('variables.removeAll')}
          </Button>
        ) : null}
      </div>
      <ul>
        {spare.map((value) => (
          <SpareRow key={value.name} {...value} onRemove={() => remove([value.name])} />
        ))}
      </ul>
    </div>
  )
}

function SpareRow({ name, value, usedIn, onRemove }: SpareValue & { readonly onRemove: () => void }) {
  const { t } = useTranslation('compose')
  return (
    <li className="flex min-h-7 items-center gap-2 text-small">
      <span className="max-w-30 shrink-0 truncate font-mono text-muted">{name}</span>
      <span className="min-w-0 flex-1 truncate text-muted" title={value}>
        {value}
      </span>
      {usedIn.length === 0 ? (
        <IconButton icon={X} size="small" label={t('variables.removeOne', { name })} onClick={onRemove} />
      ) : (
        <span className="shrink-0 text-muted">
          {t('variables.usedIn', { type: usedIn.map((type) => t(`type.${type}`)).join(', ') })}
        </span>
      )}
    </li>
  )
}
