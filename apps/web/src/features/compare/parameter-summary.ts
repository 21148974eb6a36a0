import { defaultParameters, type Parameters } from '@trialogue/contract'

/** Temperature, top p and the token limit: what is most often changed. */
export function summarizeParameters({ temperature, topP, maxTokens }: Parameters): string {
  return `T ${temperature} · p ${topP} · ${maxTokens}`
}

export function areDefaultParameters(parameters: Parameters): boolean {
  return JSON.stringify({ ...defaultParameters, ...parameters }) === JSON.stringify(defaultParameters)
}
