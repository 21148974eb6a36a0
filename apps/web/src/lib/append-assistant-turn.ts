import type { ChatPart } from '@trialogue/contract'
import { escapeTemplate } from '@trialogue/prompt'
import { goAnotherWay } from './chat-branches.ts'
import { newLocalId } from './local-id.ts'
import { useWorkspace } from './workspace.ts'

/**
 * Takes what a model wrote into the open chat prompt as the assistant's next turn. Where the conversation ends with an
 * assistant's turn already, this one stands in its place and that one is kept as a branch. `text` is the whole turn, with
 * what the model was made to begin it with. Does nothing unless the prompt is a chat.
 */
export function appendAssistantTurn(text: string): void {
  useWorkspace.getState().update((content) => {
    const { body } = content
    if (body.type !== 'chat') return content
    return { ...content, body: { ...body, chat: answerChat(body.chat, text) } }
  })
}

function answerChat(chat: ChatPart, text: string): ChatPart {
  const { turns } = chat
  const isAnswered = turns.at(-1)?.role === 'assistant'
  const answer = { id: newLocalId(), role: 'assistant' as const, template: escapeTemplate(text) }
  return goAnotherWay(chat, isAnswered ? turns.length - 1 : turns.length, [answer])
}
