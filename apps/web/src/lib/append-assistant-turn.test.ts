import { aPromptContent } from '@trialogue/testing'
import { describe, expect, it } from 'vitest'
import { appendAssistantTurn } from './append-assistant-turn.ts'
import { openContent, openedContent } from './test-page.tsx'

const content = aPromptContent()
const shown = () => openedContent().body.chat.turns.map(({ role, template }) => `${role}: ${template}`)

describe('taking an output into the conversation', () => {
  it('adds it as the assistant turn, word by word', () => {
    openContent({ ...content, body: { ...content.body, type: 'chat' } })
    appendAssistantTurn('Hello, {{you}}!')
    expect(shown()).toEqual(['user: Say hello to {{name}}.', 'assistant: Hello, \\{{you}}!'])
  })

  it('keeps an earlier answer as a branch', () => {
    appendAssistantTurn('Good day!')
    expect(shown().at(-1)).toBe('assistant: Good day!')
    expect(openedContent().body.chat.branches).toMatchObject([
      { afterTurnId: 'turn-1', place: 0, turns: [{ template: 'Hello, \\{{you}}!' }] },
    ])
  })

  it('does nothing to a prompt that is no chat', () => {
    openContent(content)
    appendAssistantTurn('Hello')
    expect(openedContent()).toBe(content)
  })
})
