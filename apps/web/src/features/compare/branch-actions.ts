import type { QueryClient } from '@tanstack/react-query'
import {
  AppError,
  type BranchPoint,
  type Generation,
  type Run,
  type RunRequest,
  type TextBranch,
  toErrorRecord,
} from '@trialogue/contract'
import { client } from '../../lib/client.ts'
import { branchesKey } from '../../lib/queries/branches.ts'
import { runQuery } from '../../lib/queries/runs.ts'
import { isUnfinished } from './generation-state.ts'
import { recordedAlternatives } from './record-logprobs.ts'
import { recallRun, showGeneration, showNewRun, useRunStore } from './run-store.ts'

/** A place within a generation, and what is put there. */
export type BranchPlace = Omit<BranchPoint, 'generationId'>

/** Where a generation would be continued; null while it writes, and where its tokens are not recorded. */
export function continuationOf(generation: Generation): BranchPlace | null {
  const { steps, finishReason } = generation
  if (isUnfinished(generation) || generation.status !== 'completed') return null
  // Of several chains of thought, the one that the generation's end was read from.
  const stepIndex = steps.findLastIndex((step) => step.finishReason === finishReason)
  const tokenIds = steps[stepIndex]?.tokenIds ?? null
  return tokenIds === null ? null : { stepIndex, tokenIndex: tokenIds.length, tokenId: null }
}

/** Goes on where a generation ended, in a run of its own, and shows it in the same column. */
export async function continueGeneration(queryClient: QueryClient, generation: Generation): Promise<void> {
  const place = continuationOf(generation)
  if (place !== null) await branchGeneration(queryClient, generation, place)
}

/** Goes on from within a generation, in a run of its own, and shows it in the same column. */
export async function branchGeneration(
  queryClient: QueryClient,
  generation: Generation,
  place: BranchPlace,
): Promise<void> {
  if (useRunStore.getState().pending === 'starting') return
  useRunStore.setState({ pending: 'starting', error: null })
  try {
    const original = await queryClient.fetchQuery(runQuery(generation.runId))
    const run = await client.createRun({ body: toBranchRequest(original, generation, place) })
    queryClient.setQueryData(runQuery(run.id).queryKey, run)
    showNewRun(run)
    useRunStore.setState({ pending: null })
    await queryClient.invalidateQueries({ queryKey: branchesKey })
  } catch (thrown) {
    useRunStore.setState({ pending: null, error: toErrorRecord(thrown) })
  }
}

/** Shows one of the ways that a text was written in a column. */
export async function showBranch(
  queryClient: QueryClient,
  columnId: string,
  { runId, generationId }: Pick<TextBranch, 'runId' | 'generationId'>,
): Promise<void> {
  try {
    recallRun(await queryClient.fetchQuery(runQuery(runId)))
    showGeneration(columnId, generationId)
  } catch (thrown) {
    useRunStore.setState({ error: toErrorRecord(thrown) })
  }
}

/** What its original was asked, of one variant, one item and one sample. */
function toBranchRequest({ request }: Run, generation: Generation, place: BranchPlace): RunRequest {
  const variants = request.variants.filter(({ id }) => id === generation.variantId)
  const item = request.items[generation.itemIndex]
  if (item === undefined) throw new AppError('NOT_FOUND', 'The run has no such item.')
  return {
    ...request,
    variants,
    items: [item],
    samples: 1,
    topLogprobs: request.topLogprobs ?? recordedAlternatives,
    branch: { generationId: generation.id, ...place },
  }
}
