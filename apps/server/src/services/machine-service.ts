import { statfs } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import type { Machine } from '@trialogue/contract'
import type { Engine } from '@trialogue/inference'

export interface MachineService {
  describe(): Promise<Machine>
}

export interface MachineServiceOptions {
  readonly engine: Engine
  readonly dataDir: string
  /** A model that nobody asks is unloaded after so long; null never. */
  readonly idleUnloadMs: number | null
}

export function createMachineService({
  engine,
  dataDir,
  idleUnloadMs,
}: MachineServiceOptions): MachineService {
  /** Of the model that was seen loaded last: models are unloaded, and the device stays. */
  let device: Pick<Machine, 'executionProvider' | 'deviceReason'> = {
    executionProvider: null,
    deviceReason: null,
  }
  return {
    async describe() {
      const models = await engine.listModels()
      const local = models.filter(({ folder }) => folder !== null)
      const loaded = local.find(({ executionProvider }) => executionProvider !== null)
      if (loaded !== undefined) {
        const { executionProvider, deviceReason } = loaded
        device = { executionProvider, deviceReason }
      }
      const memory = await engine.readMemory()
      // A database in memory, as tests have it, lies in no folder.
      const disk = await statfs(dataDir).catch(() => null)
      return {
        memoryTotalBytes: memory.totalBytes,
        memoryFreeBytes: memory.freeBytes,
        modelsMemoryBytes: local.reduce((sum, { memoryBytes }) => sum + (memoryBytes ?? 0), 0),
        diskFreeBytes: disk === null ? 0 : disk.bavail * disk.bsize,
        cores: availableParallelism(),
        ...device,
        idleUnloadMs,
      }
    },
  }
}
