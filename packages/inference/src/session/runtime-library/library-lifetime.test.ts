import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { llamaDecoderGraph } from '@trialogue/onnx'
import { expect, it } from 'vitest'
import { aTinyModel } from '../../tiny-model.ts'
import { openNativeSession } from './native-session.ts'
import { openRuntimeLibrary } from './runtime-library.ts'

/** As `--expose-gc` has it. */
function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect !== 'function') throw new Error('There is no garbage collector to call.')
  return () => void collect()
}

// Nothing in this file loads onnxruntime-node, which would keep the library open as well.
it('keeps the library open when garbage is collected', async () => {
  const collect = garbageCollector()
  const folder = await mkdtemp(join(tmpdir(), 'trialogue-lifetime-'))
  const { config, parameters } = aTinyModel()
  await writeFile(join(folder, 'model.onnx'), llamaDecoderGraph(config, parameters))
  const runtime = await openRuntimeLibrary()
  for (let round = 0; round < 3; round += 1) {
    collect()
    await setImmediate()
  }
  const session = await openNativeSession(runtime, join(folder, 'model.onnx'), { threads: 1 })
  expect(session.outputs[0]?.name).toBe('logits')
  await session.dispose()
  await rm(folder, { recursive: true })
})
