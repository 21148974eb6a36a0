import { join } from 'node:path'
import { createMemoryKeeper } from '@trialogue/inference'
import type { Config } from '../config.ts'
import { checkDataFolder } from './check-data-folder.ts'
import { checkDevices } from './check-devices.ts'
import { checkEndpoints } from './check-endpoints.ts'
import { checkHub } from './check-hub.ts'
import { checkMachine } from './check-machine.ts'
import { checkModels } from './check-models.ts'
import { checkPort } from './check-port.ts'
import type { Finding } from './finding.ts'
import { ownAddress } from './own-address.ts'

/** Looks at everything that Trialogue needs. Changes nothing; a server may be running. Throws MODEL_CORRUPT. */
export async function diagnose(config: Config): Promise<Finding[]> {
  const { host, port, dataDir, device, memoryLimitBytes, hub } = config
  const memory = await createMemoryKeeper({ limitBytes: memoryLimitBytes }).readMemory()
  return [
    ...(await checkMachine(memory)),
    ...(await checkDevices(device)),
    await checkDataFolder(dataDir),
    ...(await checkModels(join(dataDir, 'models'), memory.freeBytes)),
    await checkHub(hub),
    await checkPort(host, port),
    ...(await checkEndpoints(ownAddress(host, port))),
  ]
}
