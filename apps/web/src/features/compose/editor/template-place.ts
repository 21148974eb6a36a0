import type { PromptBody, PromptContent } from '@trialogue/contract'
import { writeTurn } from '../chat/chat-edits.ts'
import { type CellColumn, readCell, writeCell, writeQuery } from '../examples/few-shot-edits.ts'

/** Which of a prompt's templates is meant. */
export type TemplatePlace =
  | { readonly part: 'system' | 'text' | 'preamble' }
  | { readonly part: 'query'; readonly index: number }
  | { readonly part: 'cell'; readonly id: string; readonly column: CellColumn }
  | { readonly part: 'turn'; readonly id: string }

/** The place as `locateChange` names it, so that an undo finds the field again; fields carry it as `data-place`. */
export function placeKey(place: TemplatePlace): string {
  switch (place.part) {
    case 'system':
      return 'body.system'
    case 'text':
      return 'body.text.template'
    case 'preamble':
      return 'body.data.preamble'
    case 'query':
      return `body.data.query.${place.index}`
    case 'cell': {
      const { id, column } = place
      const cell = column.part === 'input' ? `inputs.${column.index}` : column.part
      return `body.data.examples.${id}.${cell}`
    }
    case 'turn':
      return `body.chat.turns.${place.id}.template`
    default:
      return place satisfies never
  }
}

/** The template in a place; '' where the place is gone. */
export function readTemplate({ body }: PromptContent, place: TemplatePlace): string {
  switch (place.part) {
    case 'system':
      return body.system
    case 'text':
      return body.text.template
    case 'preamble':
      return body.data.preamble
    case 'query':
      return body.data.query[place.index] ?? ''
    case 'cell': {
      const example = body.data.examples.find(({ id }) => id === place.id)
      return example === undefined ? '' : readCell(example, place.column)
    }
    case 'turn':
      return body.chat.turns.find(({ id }) => id === place.id)?.template ?? ''
    default:
      return place satisfies never
  }
}

/** The content with another template in a place. */
export function writeTemplate(content: PromptContent, place: TemplatePlace, text: string): PromptContent {
  return { ...content, body: { ...content.body, ...writeBody(content.body, place, text) } }
}

function writeBody({ data, chat }: PromptBody, place: TemplatePlace, text: string): Partial<PromptBody> {
  switch (place.part) {
    case 'system':
      return { system: text }
    case 'text':
      return { text: { template: text } }
    case 'preamble':
      return { data: { ...data, preamble: text } }
    case 'query':
      return { data: writeQuery(data, place.index, text) }
    case 'cell':
      return { data: writeCell(data, place.id, place.column, text) }
    case 'turn':
      return { chat: writeTurn(chat, place.id, text) }
    default:
      return place satisfies never
  }
}
