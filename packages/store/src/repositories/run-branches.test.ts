import { type BranchPoint, type Run, runSchema } from '@trialogue/contract'
import { aRun, aRunRequest, aStep, aVariant } from '@trialogue/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore, type Store } from '../index.ts'

let store: Store
beforeEach(async () => {
  store = await openStore({ dataDir: ':memory:' })
})
afterEach(() => store.close())

/** A run with one generation, which wrote the tokens "t0", "t1", … */
async function addRun(number: number, branch: BranchPoint | null = null): Promise<Run> {
  const run = aRun({ number, createdAt: number, request: aRunRequest({ variants: [aVariant()], branch }) })
  const logprobs = [0, 1, 2].map((id) => ({ id, text: `t${id}`, logprob: -1, alternatives: [] }))
  const generations = run.generations.map((one) => ({ ...one, steps: [aStep({ logprobs })] }))
  const written = runSchema.parse({ ...run, generations })
  await store.runs.create(written)
  return written
}

const generationOf = (run: Run) => run.generations[0]?.id ?? ''
const from = (run: Run, tokenIndex: number, tokenId: number | null): BranchPoint => ({
  generationId: generationOf(run),
  stepIndex: 0,
  tokenIndex,
  tokenId,
})

describe('branches of a text', () => {
  it('are the same whichever of them is asked for, oldest first', async () => {
    const original = await addRun(100)
    await addRun(150)
    const branch = await addRun(200, from(original, 1, 7))
    const further = await addRun(300, from(branch, 2, 9))
    const continued = await addRun(400, from(original, 3, null))
    const expected = [
      { run: original, branch: null, tokenText: null },
      { run: branch, branch: from(original, 1, 7), tokenText: 't1' },
      { run: further, branch: from(branch, 2, 9), tokenText: 't2' },
      { run: continued, branch: from(original, 3, null), tokenText: null },
    ].map(({ run, ...rest }) => ({
      generationId: generationOf(run),
      runId: run.id,
      createdAt: run.createdAt,
      ...rest,
    }))
    for (const { generationId } of expected) {
      expect(await store.runs.branchesOf(generationId)).toEqual(expected)
    }
  })

  it('are only the original where there are none, and refused where that is not there', async () => {
    const original = await addRun(100)
    expect(await store.runs.branchesOf(generationOf(original))).toHaveLength(1)
    await expect(store.runs.branchesOf(original.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
