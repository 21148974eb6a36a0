import type { ModelKind, Parameters, PromptBody, PromptContent, Reasoning } from '@trialogue/contract'
import { blankContent } from '../blank-content.ts'

type Filling = {
  readonly body: Partial<PromptBody>
  readonly values: Readonly<Record<string, string>>
  /** Which Wrens are asked, each in a column that is named after its model. */
  readonly kinds: readonly ModelKind[]
  readonly parameters?: Partial<Parameters>
  readonly reasoning?: Partial<Reasoning>
  readonly reference?: string
}

/** Blank content with what a sample fills in. Reads answers as text where the sample does not name another format. */
export function fillContent(filling: Filling): PromptContent {
  const { body, values, kinds, parameters = {}, reasoning = {}, reference = '' } = filling
  return {
    ...blankContent,
    body: { ...blankContent.body, ...body },
    values: Object.entries(values).map(([name, value]) => ({ name, value })),
    reference,
    reasoning: { ...blankContent.reasoning, answerFormat: 'text', ...reasoning },
    columns: blankContent.columns
      .filter(({ modelId }) => kinds.some((kind) => modelId === `wren-${kind}`))
      .map((column) => ({ ...column, parameters: { ...column.parameters, ...parameters } })),
  }
}
