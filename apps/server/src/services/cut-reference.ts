import type { ModelPrompt, TokenBoundary } from '@trialogue/contract'
import type { Engine } from '@trialogue/inference'
import { appendReference } from '@trialogue/prompt'

interface CutReference {
  /** Exactly what the model reads in a run. */
  readonly promptIds: readonly number[]
  readonly referenceIds: readonly number[]
  readonly boundary: TokenBoundary
}

/**
 * Cuts an expected answer into the tokens that would follow the prompt's. As a rule the tokenizer cuts both together, and
 * the prompt's tokens come out as they are. Where it merges the end of the prompt with the answer, the answer is cut by
 * itself: what the model reads must stay what it reads in a run.
 */
export async function cutReference(
  engine: Engine,
  modelId: string,
  prompt: ModelPrompt,
  reference: string,
): Promise<CutReference> {
  const joined = appendReference(prompt, reference)
  const idsOf = async (text: ModelPrompt) => (await engine.inspect(modelId, text)).tokens.map(({ id }) => id)
  const [promptIds, joinedIds] = await Promise.all([idsOf(prompt), idsOf(joined)])
  if (promptIds.every((id, index) => joinedIds[index] === id)) {
    return { promptIds, referenceIds: joinedIds.slice(promptIds.length), boundary: 'joined' }
  }
  const alone = await engine.inspect(modelId, { form: 'text', text: addedText(prompt, joined) })
  const ids = alone.tokens.map(({ id }) => id)
  const referenceIds = ids[0] === alone.openingTokenId ? ids.slice(1) : ids
  return { promptIds, referenceIds, boundary: 'apart' }
}

/** What was written behind a prompt. */
function addedText(prompt: ModelPrompt, longer: ModelPrompt): string {
  const endOf = (one: ModelPrompt) => (one.form === 'text' ? one.text : one.assistantPrefix)
  return endOf(longer).slice(endOf(prompt).length)
}
