import type { FewShotExample, Generation, RunRequest } from '@trialogue/contract'
import { escapeTemplate, fillTemplate } from '@trialogue/prompt'
import { newLocalId } from './local-id.ts'
import { useWorkspace } from './workspace.ts'

/** As many as a prompt can hold. */
const maxExamples = 500

/**
 * Takes a case and what a model wrote for it into the open data prompt, as its last example. `text` is what was written,
 * used where no answer was read out of it. Does nothing unless both the prompt and the run are of that type.
 */
export function appendExample(request: RunRequest, generation: Generation, text: string): void {
  useWorkspace.getState().update((content) => {
    const { body } = content
    const { data } = body
    const isData = body.type === 'data' && request.body.type === 'data'
    if (!isData || data.examples.length >= maxExamples) return content
    const example = toExample(request, generation, text)
    const inputs = data.inputHeaders.map((_, index) => example.inputs[index] ?? '')
    const examples = [...data.examples, { ...example, inputs }]
    return { ...content, body: { ...body, data: { ...data, examples } } }
  })
}

function toExample({ body, items }: RunRequest, generation: Generation, text: string): FewShotExample {
  const values = items[generation.itemIndex]?.values ?? []
  return {
    id: newLocalId(),
    isEnabled: true,
    inputs: body.data.query.map((cell) => escapeTemplate(fillTemplate(cell, values))),
    reasoning: escapeTemplate(generation.reasoningText ?? ''),
    output: escapeTemplate((generation.answer ?? text).trim()),
  }
}
