import { isDeepStrictEqual } from 'node:util'
import { AppError, type RunRequest } from '@trialogue/contract'
import type { Store } from '@trialogue/store'

/**
 * What claims to be of a version must ask exactly what the version asks, of all columns or of one. Throws NOT_FOUND,
 * INVALID_REQUEST.
 */
export async function checkPromptVersion(
  store: Store,
  { promptId, promptVersion, body }: Pick<RunRequest, 'promptId' | 'promptVersion' | 'body'>,
): Promise<void> {
  if (promptId !== null) await store.prompts.get(promptId)
  if (promptVersion === null) return
  if (promptId === null) {
    throw new AppError(
      'INVALID_REQUEST',
      'A prompt version needs the prompt it belongs to: send `promptId`, too.',
    )
  }
  const version = await store.versions.get(promptId, promptVersion)
  const { content } = version
  // A column may have a prompt of its own; its run asks that one.
  const bodies = [content.body, ...content.columns.map((column) => column.body)]
  if (!bodies.some((one) => isDeepStrictEqual(one, body))) {
    throw new AppError(
      'INVALID_REQUEST',
      `The prompt is not the same as version ${promptVersion}. Save it as a new version, or run it without one.`,
      { details: { promptVersion } },
    )
  }
}
