import type { ModelKind } from '@trialogue/contract'

const baseNames = /(?:^|[-_:./])(?:base|pt|text|pretrained)(?:$|[-_:.])|davinci-002|babbage-002|(?:^|\/)gpt2/i
const dialogNames = /(?:^|[-_:./])(?:chat|dialog|dialogue|claude|gemini|gpt-\d|chatgpt|o\d)(?:$|[-_:.])/i

/** By what models are called. A name without a hint is an instruct model's: servers mostly have those. */
export function guessKind(name: string): ModelKind {
  if (baseNames.test(name)) return 'base'
  return dialogNames.test(name) ? 'dialog' : 'instruct'
}
