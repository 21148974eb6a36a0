import { type PromptContent, promptContentSchema, type Run } from '@trialogue/contract'

/** What a run asked about one item, as the content of a prompt: what the playground edits and runs. */
export function toPromptContent({ request }: Pick<Run, 'request'>, itemIndex: number): PromptContent {
  const item = request.items[itemIndex] ?? request.items[0]
  const [first] = request.variants
  return promptContentSchema.parse({
    body: request.body,
    values: item?.values ?? [],
    reference: item?.reference ?? '',
    // A prompt has one strategy for all of its columns.
    reasoning: first?.reasoning ?? {},
    columns: request.variants.map(({ id, modelId, parameters }) => ({ id, modelId, parameters })),
    samples: request.samples,
  })
}
