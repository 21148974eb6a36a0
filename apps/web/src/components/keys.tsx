import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'

const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent)

/** A shortcut as `lib/shortcuts.ts` writes it: `Ctrl+Shift+Enter`, or `G P` for one key after the other. */
export function Keys({ keys }: { readonly keys: string }) {
  const { t } = useTranslation('words')
  return (
    <span className="inline-flex shrink-0 items-center gap-1">
      {keys.split(' ').map((chord, index) => (
        <Fragment key={index}>
          {index > 0 ? <span className="text-muted text-small">{t('keys.andThen')}</span> : null}
          {chord.split('+').map((key) => (
            <kbd
              key={key}
              className="rounded-small border border-border bg-page px-1.5 font-sans text-muted text-small"
            >
              {key === 'Ctrl' && isApple ? '⌘' : key}
            </kbd>
          ))}
        </Fragment>
      ))}
    </span>
  )
}
