import type { RunRequest } from '@trialogue/contract'
import { fillTemplate } from '@trialogue/prompt'
import type { ShownSample } from './column-samples.tsx'
import { outputText } from './output-text.ts'

/** The whole turn that a model wrote: where the conversation ended in the middle of its turn, with that beginning. */
export function assistantTurn({ generation, request }: Pick<ShownSample, 'generation' | 'request'>): string {
  const written = outputText(generation)
  const begun = beginningOfTurn(request, generation.itemIndex)
  return begun === '' ? written : `${begun}${/\s$/.test(begun) ? '' : ' '}${written}`
}

function beginningOfTurn({ body, items }: RunRequest, itemIndex: number): string {
  const last = body.type === 'chat' ? body.chat.turns.at(-1) : undefined
  if (last?.role !== 'assistant') return ''
  return fillTemplate(last.template, items[itemIndex]?.values ?? [])
}
