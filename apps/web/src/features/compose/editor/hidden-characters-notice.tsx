import { findHiddenCharacters, type HiddenCharacter, removeHiddenCharacters } from '@trialogue/prompt'
import { EyeOff } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../components/button.tsx'

type Props = {
  /** The text that was looked through, a moment old while someone types. */
  readonly text: string
  /** The text as it is now. */
  readonly current: string
  readonly onChange: (text: string) => void
}

const namedCount = 3

/** Names the characters of a text that cannot be seen, with their places, and takes them out. */
export function HiddenCharactersNotice({ text, current, onChange }: Props) {
  const { t } = useTranslation('compose')
  const found = useMemo(() => findHiddenCharacters(text), [text])
  if (found.length === 0) return null
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-small">
      <EyeOff size={16} aria-hidden className="shrink-0 text-failure" />
      <p className="min-w-0 flex-1 basis-48 break-words">
        <span className="font-medium text-failure">{t('hidden.count', { count: found.length })}</span>{' '}
        {found.slice(0, namedCount).map((character) => (
          <HiddenCharacterName key={character.from} character={character} />
        ))}
        {found.length > namedCount ? t('hidden.more', { count: found.length - namedCount }) : null}
      </p>
      <Button size="small" onClick={() => onChange(removeHiddenCharacters(current))}>
        {t('hidden.remove')}
      </Button>
    </div>
  )
}

function HiddenCharacterName({ character }: { readonly character: HiddenCharacter }) {
  const { t } = useTranslation('compose')
  const { kind, codePoint, line, column } = character
  return <span>{t('hidden.place', { name: t(`hidden.kind.${kind}`), codePoint, line, column })} </span>
}
