import type { ChatPart as Chat, ChatTurn } from '@trialogue/contract'
import { ArrowDown, ArrowLeftRight, ArrowUp, Plus, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { removeTurn } from '../../lib/chat-branches.ts'
import { useContent } from '../../lib/workspace.ts'
import { addTurn, insertTurn, moveTurn, toggleRole, writeTurn } from './chat-edits.ts'
import { Section } from './section.tsx'
import { TemplateEditor } from './template-editor.tsx'
import { useBody } from './use-body.ts'

/** A conversation, turn by turn; the model's turn comes after the last one. */
export function ChatPart() {
  const { t } = useTranslation('compose')
  const chat = useContent((content) => content.body.chat)
  const changeBody = useBody()
  const change = (next: Chat) => changeBody({ chat: next })
  return (
    <Section
      title={t('chat.title')}
      aside={
        <Button size="small" onClick={() => change(addTurn(chat))}>
          <Plus size={16} aria-hidden />
          {t('chat.add')}
        </Button>
      }
    >
      {chat.turns.length === 0 ? (
        <p className="text-muted text-small">{t('chat.none')}</p>
      ) : (
        <ol className="flex flex-col gap-3">
          {chat.turns.map((turn, index) => (
            <Turn key={turn.id} chat={chat} turn={turn} number={index + 1} onChange={change} />
          ))}
        </ol>
      )}
    </Section>
  )
}

type TurnProps = {
  readonly chat: Chat
  readonly turn: ChatTurn
  readonly number: number
  readonly onChange: (chat: Chat) => void
}

function Turn({ chat, turn, number, onChange }: TurnProps) {
  const { t } = useTranslation('compose')
  const role = t(`chat.${turn.role}`)
  return (
    <li className="flex flex-col gap-1">
      <div className="flex items-center gap-1">
        <Button
          look="quiet"
          size="small"
          className="-ml-2"
          aria-label={t('chat.role', { number, role })}
          onClick={() => onChange(toggleRole(chat, turn.id))}
        >
          {role}
          <ArrowLeftRight size={16} aria-hidden className="text-muted" />
        </Button>
        <span className="flex-1" />
        <IconButton
          icon={Plus}
          size="small"
          label={t('chat.insert', { number })}
          onClick={() => onChange(insertTurn(chat, turn.id, 1))}
        />
        <IconButton
          icon={ArrowUp}
          size="small"
          label={t('chat.moveUp', { number })}
          disabled={number === 1}
          onClick={() => onChange(moveTurn(chat, turn.id, -1))}
        />
        <IconButton
          icon={ArrowDown}
          size="small"
          label={t('chat.moveDown', { number })}
          disabled={number === chat.turns.length}
          onClick={() => onChange(moveTurn(chat, turn.id, 1))}
        />
        <IconButton
          icon={Trash2}
          size="small"
          label={t('chat.remove', { number })}
          onClick={() => onChange(removeTurn(chat, turn.id))}
        />
      </div>
      <TemplateEditor
        value={turn.template}
        onChange={(template) => onChange(writeTurn(chat, turn.id, template))}
        label={t('chat.turn', { number })}
        placeholder={t('chat.placeholder')}
        minLines={1}
        maxLines={10}
      />
    </li>
  )
}
