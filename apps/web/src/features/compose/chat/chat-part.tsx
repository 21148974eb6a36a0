import { Plus } from 'lucide-react'
import { useCallback } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../components/button.tsx'
import { waysOn } from '../../../lib/chat-branches.ts'
import { findCommand, useOfferedCommands } from '../../../lib/commands.ts'
import { readEditedContent, useContent } from '../../../lib/workspace.ts'
import { revealPlace } from '../editor/reveal-place.ts'
import { placeKey } from '../editor/template-place.ts'
import { UndoNotice } from '../history/undo-notice.tsx'
import { Section } from '../section.tsx'
import { BranchSwitch } from './branch-switch.tsx'
import { addTurn, cutForRerun } from './chat-edits.ts'
import { Turn } from './turn.tsx'
import { useChat } from './use-chat.ts'

/** A conversation, turn by turn; the model's turn comes after the last one. */
export function ChatPart() {
  const { t } = useTranslation('compose')
  const chat = useContent((content) => content.body.chat)
  const change = useChat()
  const rerunOffReason = useRunOffReason()
  const { turns } = chat
  const rerun = useCallback(
    (turnId: string) => {
      change((before) => cutForRerun(before, turnId))
      findCommand('run-all')?.run()
    },
    [change],
  )

  function add() {
    flushSync(() => change(addTurn))
    const added = readEditedContent()?.body.chat.turns.at(-1)
    if (added !== undefined) revealPlace(placeKey({ part: 'turn', id: added.id }), 0)
  }

  return (
    <Section title={t('chat.title')}>
      <ol className="flex flex-col gap-3 empty:hidden">
        {turns.map((turn, index) => {
          const afterTurnId = turns[index - 1]?.id ?? null
          const { count, place } = waysOn(chat, afterTurnId)
          return (
            <Turn
              key={turn.id}
              {...{ turn, index, afterTurnId, rerunOffReason }}
              count={turns.length}
              wayCount={count}
              wayPlace={place}
              onRerun={rerun}
            />
          )
        })}
      </ol>
      <ChatEnd />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button size="small" onClick={add}>
          <Plus size={16} aria-hidden />
          {t('chat.add')}
        </Button>
        <p className="min-w-0 flex-1 basis-48 text-muted text-small">
          {t(`chat.next.${nextOf(turns.at(-1))}`)}
        </p>
      </div>
      <div className="notices">
        <UndoNotice area="chat" />
      </div>
    </Section>
  )
}

/** The other ways on from the last turn, when the one in force has no turn yet. */
function ChatEnd() {
  const { t } = useTranslation('compose')
  const chat = useContent((content) => content.body.chat)
  const afterTurnId = chat.turns.at(-1)?.id ?? null
  const ways = waysOn(chat, afterTurnId)
  if (ways.count === 1) return null
  return (
    <p className="flex items-center gap-1 text-muted text-small">
      <BranchSwitch afterTurnId={afterTurnId} ways={ways} />
      {t('chat.newBranch')}
    </p>
  )
}

/** What comes when the prompt runs: nobody has asked yet, the model answers, or it goes on with the last turn. */
function nextOf(last: { readonly role: 'user' | 'assistant' } | undefined) {
  if (last === undefined) return 'none'
  return last.role === 'user' ? 'answer' : 'continuation'
}

/** Why the prompt cannot run now; undefined when it can. */
function useRunOffReason(): string | undefined {
  const { t } = useTranslation('compose')
  const run = useOfferedCommands().find(({ shortcut }) => shortcut === 'run-all')
  return run === undefined ? t('chat.noRun') : run.disabledReason
}
