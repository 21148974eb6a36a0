import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../../components/icon-button.tsx'
import { switchWay } from '../../../lib/chat-branches.ts'
import { useChat } from './use-chat.ts'

type Props = {
  /** The turn that the ways follow, null for the beginning. */
  readonly afterTurnId: string | null
  readonly ways: { readonly count: number; readonly place: number }
}

/** `‹ 2/3 ›`: leafs through the ways a conversation went on from a turn. */
export function BranchSwitch({ afterTurnId, ways }: Props) {
  const { t } = useTranslation('compose')
  const change = useChat()
  const { count, place } = ways
  const go = (to: number) => change((chat) => switchWay(chat, afterTurnId, to))
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend in sight
    <span role="group" aria-label={t('chat.branches')} className="inline-flex items-center">
      <IconButton
        icon={ChevronLeft}
        size="small"
        label={t('chat.previousBranch')}
        disabled={place === 0}
        onClick={() => go(place - 1)}
      />
      <span className="min-w-8 text-center text-muted text-small tabular-nums" aria-live="polite">
        {place + 1}/{count}
      </span>
      <IconButton
        icon={ChevronRight}
        size="small"
        label={t('chat.nextBranch')}
        disabled={place === count - 1}
        onClick={() => go(place + 1)}
      />
    </span>
  )
}
