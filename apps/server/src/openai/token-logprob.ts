import type { ChatTokenLogprob } from '@trialogue/contract'

interface Scored {
  readonly text: string
  readonly logprob: number
}

const utf8 = new TextEncoder()
const spelledBytes = /^(?:<0x[0-9A-F]{2}>)+$/

/** What OpenAI says of a token that cannot be: JSON has no −∞. */
const leastLogprob = -9999

export function finiteLogprob(logprob: number): number {
  return Math.max(logprob, leastLogprob)
}

/** The bytes of a token as the engine shows it: bytes that are no character of their own are spelled `<0xE4>`. */
export function bytesOfToken(text: string): Uint8Array {
  if (!spelledBytes.test(text)) return utf8.encode(text)
  return Uint8Array.from(text.match(/[0-9A-F]{2}/g) ?? [], (byte) => Number.parseInt(byte, 16))
}

export function toChatToken({ text, logprob }: Scored): Omit<ChatTokenLogprob, 'top_logprobs'> {
  return { token: text, logprob: finiteLogprob(logprob), bytes: [...bytesOfToken(text)] }
}
