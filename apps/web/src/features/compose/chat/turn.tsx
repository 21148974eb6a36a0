import type { ChatTurn } from '@trialogue/contract'
import {
  ArrowDown,
  ArrowLeftRight,
  ArrowUp,
  Braces,
  CornerDownLeft,
  Ellipsis,
  GitBranch,
  Plus,
  RotateCw,
  Trash2,
} from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../components/button.tsx'
import { IconButton } from '../../../components/icon-button.tsx'
import { Menu, type MenuItem } from '../../../components/menu.tsx'
import { removeTurn, removeWay } from '../../../lib/chat-branches.ts'
import { useActiveField } from '../editor/active-field.ts'
import { TabHint } from '../editor/tab-hint.tsx'
import { TemplateEditor } from '../editor/template-editor.tsx'
import { openMakeVariable } from '../variables/variable-dialog.ts'
import { BranchSwitch } from './branch-switch.tsx'
import { branchAt, insertTurn, moveTurn, toggleRole } from './chat-edits.ts'
import { useChat } from './use-chat.ts'

type TurnProps = {
  readonly turn: ChatTurn
  readonly index: number
  readonly count: number
  /** The turn before, null for the first; and how many ways go on from it. */
  readonly afterTurnId: string | null
  readonly wayCount: number
  readonly wayPlace: number
  /** Why nothing can run now; undefined when it can. */
  readonly rerunOffReason: string | undefined
  readonly onRerun: (turnId: string) => void
}

/** One turn of the conversation: who speaks, what is said, and what can be done from here on. */
export const Turn = memo(function Turn(props: TurnProps) {
  const { turn, index, afterTurnId, wayCount, wayPlace, rerunOffReason, onRerun } = props
  const { t } = useTranslation('compose')
  const change = useChat()
  const number = index + 1
  const role = t(`chat.${turn.role}`)
  return (
    <li className="group/editor flex flex-col gap-1">
      <div className="flex min-h-7 items-center gap-1">
        <Button
          look="quiet"
          size="small"
          className="-ml-2"
          aria-label={t('chat.role', { number, role })}
          onClick={() => change((chat) => toggleRole(chat, turn.id))}
        >
          {role}
          <ArrowLeftRight size={16} aria-hidden className="text-muted" />
        </Button>
        {wayCount > 1 ? (
          <BranchSwitch afterTurnId={afterTurnId} ways={{ count: wayCount, place: wayPlace }} />
        ) : null}
        <TabHint />
        <IconButton
          icon={RotateCw}
          size="small"
          label={t('chat.rerun', { number })}
          disabledReason={rerunOffReason}
          onClick={() => onRerun(turn.id)}
        />
        <Menu
          align="end"
          trigger={<IconButton icon={Ellipsis} size="small" label={t('chat.actions', { number })} />}
          groups={useTurnMenu(props)}
        />
      </div>
      <TemplateEditor
        place={{ part: 'turn', id: turn.id }}
        label={t('chat.turn', { number })}
        placeholder={t('chat.placeholder')}
        minLines={1}
        maxLines={10}
      />
    </li>
  )
})

function useTurnMenu({ turn, index, count, afterTurnId, wayCount }: TurnProps): MenuItem[][] {
  const { t } = useTranslation('compose')
  const change = useChat()
  const hasSelection = useActiveField(
    ({ active }) => active?.place.part === 'turn' && active.place.id === turn.id && active.from !== active.to,
  )
  const { id } = turn
  const number = index + 1
  const removal: MenuItem[] = [
    {
      label: t('chat.remove'),
      icon: Trash2,
      onSelect: () => change((chat) => removeTurn(chat, id), t('chat.removed', { number })),
    },
    {
      label: t('chat.removeBranch', { count: count - index }),
      icon: Trash2,
      onSelect: () => change((chat) => removeWay(chat, afterTurnId), t('chat.branchRemoved')),
    },
  ]
  return [
    [
      {
        label: t('chat.insertAbove'),
        icon: Plus,
        onSelect: () => change((chat) => insertTurn(chat, id, -1)),
      },
      {
        label: t('chat.insertBelow'),
        icon: CornerDownLeft,
        onSelect: () => change((chat) => insertTurn(chat, id, 1)),
      },
      {
        label: t('chat.moveUp'),
        icon: ArrowUp,
        onSelect: () => change((chat) => moveTurn(chat, id, -1)),
        disabled: index === 0,
      },
      {
        label: t('chat.moveDown'),
        icon: ArrowDown,
        onSelect: () => change((chat) => moveTurn(chat, id, 1)),
        disabled: number === count,
      },
    ],
    [
      {
        label: t('chat.branch'),
        icon: GitBranch,
        onSelect: () => change((chat) => branchAt(chat, id)),
      },
      {
        label: t('variables.make'),
        icon: Braces,
        onSelect: openMakeVariable,
        disabledReason: hasSelection ? undefined : t('variables.makeHint'),
      },
    ],
    wayCount > 1 ? removal : removal.slice(0, 1),
  ]
}
