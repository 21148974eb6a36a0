import type { EndpointDialect } from '@trialogue/contract'

/** As most servers understand it; a test finds out more. */
export const defaultDialect: EndpointDialect = {
  maxTokensField: 'max_tokens',
  prefixForm: 'message',
  promptLogprobsForm: null,
  thinkingSwitch: null,
  repetitionField: 'repetition_penalty',
  hasTokenIds: false,
  hasStreamUsage: true,
  hasStop: true,
}
