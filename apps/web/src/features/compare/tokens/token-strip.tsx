import { type KeyboardEvent, memo, type RefObject, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../components/button.tsx'
import { classNames } from '../../../lib/class-names.ts'
import { nextPlace } from './next-place.ts'
import { findTokenElement, placeOfToken } from './token-element.ts'
import { visibleText } from './visible-text.ts'

export type StripToken = {
  readonly text: string
  /** What it is to those who do not see it. */
  readonly name: string
  readonly look: string
  /** Where `[` and `]` stop. */
  readonly isNotable: boolean
}

type TokenStripProps = {
  readonly tokens: readonly StripToken[]
  /** Names the whole. */
  readonly label: string
  readonly box: RefObject<HTMLDivElement | null>
  readonly active: number
  readonly onActive: (place: number) => void
  /** Pressed: by mouse, Enter or Space. */
  readonly onOpen: (element: HTMLElement) => void
  /** Tokens shown at first, and with each press on more: more elements at a time make the page slow. */
  readonly pageSize?: number
}

/** A text as its tokens: one stop for Tab, arrow keys between them. */
export function TokenStrip(props: TokenStripProps) {
  const { tokens, label, box, active, onActive, onOpen, pageSize = 4_000 } = props
  const { t } = useTranslation('tokens')
  const [shown, setShown] = useState(pageSize)
  const count = Math.min(tokens.length, shown)
  const place = Math.min(active, count - 1)

  function open(at: number) {
    const element = findTokenElement(box.current, at)
    onActive(at)
    if (element !== null) onOpen(element)
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
    const at = placeOfToken(event.target)
    if (at === null) return
    const isPress = event.key === 'Enter' || event.key === ' '
    const next = isPress ? at : nextPlace(event.key, at, tokens.slice(0, count))
    if (next === null) return
    event.preventDefault()
    if (isPress) open(at)
    else {
      onActive(next)
      findTokenElement(box.current, next)?.focus()
    }
  }

  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields */}
      <div
        ref={box}
        role="group"
        aria-label={label}
        onKeyDown={onKeyDown}
        onClick={({ target }) => {
          const at = placeOfToken(target)
          if (at !== null) open(at)
        }}
        className="whitespace-pre-wrap break-words font-mono text-code leading-7"
      >
        {tokens.slice(0, count).map((token, at) => (
          <Token
            key={at}
            place={at}
            isActive={at === place}
            text={token.text}
            name={token.name}
            look={token.look}
          />
        ))}
      </div>
      {tokens.length > count ? (
        <Button size="small" className="self-start" onClick={() => setShown(shown + pageSize)}>
          {t('lens.more', { count: Math.min(pageSize, tokens.length - count) })}
        </Button>
      ) : null}
    </>
  )
}

type TokenProps = Omit<StripToken, 'isNotable'> & { readonly place: number; readonly isActive: boolean }

/** Left alone while the text grows behind it. */
const Token = memo(function Token({ place, isActive, text, name, look }: TokenProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a button element does not break over lines as text does
    <span
      role="button"
      tabIndex={isActive ? 0 : -1}
      data-place={place}
      aria-label={name}
      className={classNames(
        'cursor-pointer rounded-small decoration-accent underline-offset-5 hover:outline hover:outline-control',
        look,
      )}
    >
      {visibleText(text)}
    </span>
  )
})
