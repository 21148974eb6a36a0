import type {
  Column,
  PreviewRequest,
  PromptBody,
  PromptContent,
  RunRequest,
  Variant,
} from '@trialogue/contract'
import { toItem } from '../../lib/prompt-item.ts'
import { isEdited, type OpenPrompt } from '../../lib/workspace.ts'

/** Columns that read the same prompt: a run has one. */
type ColumnGroup = { readonly body: PromptBody; readonly columns: readonly Column[] }

/**
 * What is asked when the given columns of the open prompt run: one request for the prompt that they share, and one for
 * each prompt of a column's own. A column's id becomes its variant's id.
 */
export function buildRunRequests(open: OpenPrompt, columnIds: readonly string[]): RunRequest[] {
  const { content, promptId, baseVersion } = open
  const columns = content.columns.filter(({ id }) => columnIds.includes(id))
  return groupByPrompt(content, columns).map((group) => {
    const { body, variants, item } = whatIsRead(content, group)
    return {
      promptId,
      promptVersion: isEdited(open) ? null : baseVersion,
      body,
      variants,
      items: [item],
      samples: content.samples,
      topLogprobs: null,
      branch: null,
    }
  })
}

/** The same once more, with whatever seed the server draws. */
export function toFreshSample(request: RunRequest): RunRequest {
  const variants = request.variants.map((variant) => ({
    ...variant,
    parameters: { ...variant.parameters, seed: null },
  }))
  return { ...request, variants, samples: 1 }
}

/** What is asked to see what each column's model would read. */
export function buildPreviewRequests(content: PromptContent): PreviewRequest[] {
  return groupByPrompt(content, content.columns).map((group) => ({
    ...whatIsRead(content, group),
    generationCount: content.samples,
  }))
}

/** What one column would be asked, as far as it decides what is written; null for a column that is not there. */
export function whatColumnReads(content: PromptContent, columnId: string): PreviewRequest | null {
  const column = content.columns.find(({ id }) => id === columnId)
  if (column === undefined) return null
  return whatIsRead(content, { body: column.body ?? content.body, columns: [column] })
}

function whatIsRead(content: PromptContent, { body, columns }: ColumnGroup): PreviewRequest {
  const { reasoning } = content
  const variants = columns.map(
    ({ id, modelId, parameters }): Variant => ({ id, modelId, parameters, reasoning }),
  )
  return { body, variants, item: toItem(content, body) }
}

function groupByPrompt(content: PromptContent, columns: readonly Column[]): ColumnGroup[] {
  const groups = new Map<string, ColumnGroup>()
  for (const column of columns) {
    const body = column.body ?? content.body
    const key = JSON.stringify(body)
    groups.set(key, { body, columns: [...(groups.get(key)?.columns ?? []), column] })
  }
  return [...groups.values()]
}
