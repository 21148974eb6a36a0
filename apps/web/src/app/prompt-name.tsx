import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { promptQuery, useRenamePrompt } from '../lib/queries/prompts.ts'
import { useErrorText } from '../lib/use-error-text.ts'

/** The prompt's name, edited in place: Enter or leaving the field takes it, Escape does not. */
export function PromptName({ promptId }: { readonly promptId: string }) {
  const { t } = useTranslation('app')
  const errorText = useErrorText()
  const name = useQuery(promptQuery(promptId)).data?.name ?? ''
  const rename = useRenamePrompt(promptId)
  const [typed, setTyped] = useState<string | null>(null)

  useEffect(() => {
    document.title = name === '' ? t('title') : `${name} – ${t('title')}`
  }, [name, t])

  function take() {
    const next = typed?.trim() ?? ''
    setTyped(null)
    if (next !== '' && next !== name) rename.mutate(next)
  }

  return (
    <div className="flex min-w-0 flex-1 items-center gap-2 tablet:flex-none">
      <input
        type="text"
        data-prompt-name=""
        aria-label={t('top.name')}
        maxLength={200}
        value={typed ?? (rename.isPending ? rename.variables : name)}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          if (event.key === 'Enter') event.currentTarget.blur()
          if (event.key === 'Escape') {
            setTyped(null)
            event.preventDefault()
          }
        }}
        className="field-sizing-content h-8 min-w-24 max-w-full truncate rounded-ui border border-transparent bg-transparent px-2 font-semibold text-ui hover:border-control focus:border-accent tablet:max-w-96 pointer-coarse:h-11"
      />
      {rename.error === null ? null : (
        <span role="alert" className="truncate text-failure text-small">
          {t('top.rename', { reason: errorText(rename.error) })}
        </span>
      )}
    </div>
  )
}
