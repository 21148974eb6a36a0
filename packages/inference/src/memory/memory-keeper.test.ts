import { setImmediate } from 'node:timers/promises'
import type { AppError } from '@trialogue/contract'
import { estimateMemory } from '@trialogue/contract'
import { describe, expect, it } from 'vitest'
import { type Admission, createMemoryKeeper } from './memory-keeper.ts'

const megabyte = 1e6
const cache = { layers: 1, heads: 1, headSize: 1 }

/** A machine of 4 GB, on which a model takes what it was promised as soon as it is loaded. */
function aMachine(freeBytes = 3_000 * megabyte, limitBytes: number | null = null) {
  const machine = { totalBytes: 4_000 * megabyte, freeBytes }
  let look = () => {}
  const keeper = createMemoryKeeper({
    limitBytes,
    readMachine: async () => machine,
    clock: {
      now: () => 0,
      after: (_, callback) => {
        look = callback
        return () => {}
      },
    },
  })
  const models = new Map<string, { idleSince: number | null; admission: Admission; ended: AppError[] }>()
  const unloaded: string[] = []

  const load = async (modelId: string, weightsBytes: number, idleSince: number | null = null) => {
    const demand = { weightsBytes, precision: 'q8', cache, contextLength: 64 }
    let heldBytes = 0
    const leave = () => {
      machine.freeBytes += heldBytes
      models.get(modelId)?.admission.giveBack()
      models.delete(modelId)
    }
    const admission = await keeper.admit({
      modelId,
      estimate: (bytes) => estimateMemory(demand, bytes),
      idleSince: () => models.get(modelId)?.idleSince ?? null,
      async unload() {
        unloaded.push(modelId)
        leave()
      },
    })
    const ended: AppError[] = []
    models.set(modelId, { idleSince, admission, ended })
    admission.watch({
      residentBytes: async () => heldBytes,
      end: (error) => {
        ended.push(error)
        leave()
      },
    })
    heldBytes = weightsBytes + 180 * megabyte
    machine.freeBytes -= heldBytes
    await admission.look()
    return { admission, ended }
  }
  const lookOnce = async () => {
    look()
    for (let turn = 0; turn < 10; turn++) await setImmediate()
  }
  return { keeper, machine, models, unloaded, load, lookOnce }
}

describe('a memory keeper', () => {
  it('refuses what does not fit, with the numbers', async () => {
    const { load } = aMachine(1_000 * megabyte)
    const refusal = await load('large', 1_000 * megabyte).catch((error: unknown) => error)
    expect(refusal).toMatchObject({
      code: 'MODEL_TOO_LARGE',
      details: {
        modelId: 'large',
        weightsBytes: 1_000 * megabyte,
        // 1.35 × the weights and 180 MB, against what is free but for the reserve.
        needBytes: expect.closeTo(1_530 * megabyte, -6),
        freeBytes: 840 * megabyte,
        totalBytes: 4_000 * megabyte,
        missingBytes: expect.closeTo(690 * megabyte, -6),
        inUseBytes: 0,
      },
      message: expect.stringMatching(/needs about 1\.5 GB .* 840 MB of 4\.0 GB .* 69\d MB are missing/),
    })
  })

  it('counts what was promised and is not taken yet, whoever loads at the same time', async () => {
    const { load, keeper } = aMachine()
    const loads = await Promise.allSettled(['a', 'b', 'c'].map((id) => load(id, 1_000 * megabyte)))
    expect(loads.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
    const { freeBytes } = await keeper.readMemory()
    // 3,000 less the 1,530 that were promised and the reserve of 160.
    expect(freeBytes / megabyte).toBeCloseTo(1_310, -1)
  })

  it('unloads idle models, the longest idle first, and no more than needed', async () => {
    const { load, unloaded } = aMachine()
    await load('recent', 400 * megabyte, 2)
    await load('old', 400 * megabyte, 1)
    await load('used', 400 * megabyte)
    await load('large', 900 * megabyte)
    expect(unloaded).toEqual(['old'])
  })

  it('unloads nothing where that would not make enough room', async () => {
    const { load, unloaded } = aMachine()
    await load('idle', 400 * megabyte, 1)
    await load('used', 800 * megabyte)
    await expect(load('large', 1_500 * megabyte)).rejects.toMatchObject({
      code: 'MODEL_TOO_LARGE',
      details: { inUseBytes: expect.closeTo(1_260 * megabyte, -6) },
    })
    expect(unloaded).toEqual([])
  })

  it('ends the largest process when memory runs out, and only that', async () => {
    const { load, machine, lookOnce } = aMachine()
    const [small, large] = [await load('small', 100 * megabyte), await load('large', 900 * megabyte)]
    await lookOnce()
    machine.freeBytes = 81 * megabyte
    await lookOnce()
    expect(large.ended).toEqual([])
    machine.freeBytes = 79 * megabyte
    await lookOnce()
    expect(large.ended).toMatchObject([
      { code: 'OUT_OF_MEMORY', details: { modelId: 'large', freeBytes: 79 * megabyte } },
    ])
    expect(small.ended).toEqual([])
  })

  it('rather unloads a model that nobody uses', async () => {
    const { load, machine, unloaded, lookOnce } = aMachine()
    await load('idle', 100 * megabyte, 1)
    const large = await load('large', 900 * megabyte)
    machine.freeBytes = 10 * megabyte
    await lookOnce()
    expect(unloaded).toEqual(['idle'])
    expect(large.ended).toEqual([])
  })

  it('keeps to its own limit on a machine that has more', async () => {
    const limitBytes = process.memoryUsage.rss() + 500 * megabyte
    const { load, keeper } = aMachine(3_000 * megabyte, limitBytes)
    expect((await keeper.readMemory()).totalBytes).toBe(limitBytes)
    await expect(load('large', 400 * megabyte)).rejects.toMatchObject({ code: 'MODEL_TOO_LARGE' })
    await load('small', 50 * megabyte)
  })
})
