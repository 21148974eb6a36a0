import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { slotsDecoderGraph } from '../slots-decoder-graph.ts'
import { openCheckpoint } from './open-checkpoint.ts'
import { type ConversionPlan, type ConversionSource, planConversion } from './plan-conversion.ts'
import { writeFolder } from './write-folder.ts'
import { type WeightProgress, writeWeights } from './write-weights.ts'

export type ConvertOptions = ConversionSource & {
  /** The folder that is made; it must not exist. */
  readonly output: string
  readonly onProgress?: (progress: WeightProgress) => void
  /** Ends the conversion soon; nothing is left of it. */
  readonly signal?: AbortSignal
  /** Adds to the files before the folder gets its name; `draft` is where they lie until then. */
  readonly complete?: (draft: string, plan: ConversionPlan) => Promise<void>
}

const dataFile = 'model.onnx_data'

/**
 * Converts a Hugging Face checkpoint of the Llama family into a model for slots (`slotsDecoderGraph`): `onnx/model.onnx`
 * with its weights beside it in `onnx/model.onnx_data`, and the files of the tokenizer. A few million weights at a time
 * are in memory. The folder appears whole in the end, or not at all. The graph's file names the SHA-256 of the weights,
 * so that its own checksum is that of the model.
 * Throws CHECKPOINT_DAMAGED or CHECKPOINT_UNSUPPORTED, naming what is wrong, and the signal's reason.
 */
export async function convertCheckpoint(options: ConvertOptions): Promise<ConversionPlan> {
  const { folder, output, onProgress, signal, complete, ...graphOptions } = options
  const plan = await planConversion({ folder, ...graphOptions })
  const { config, layout, sources, copiedFiles } = plan
  return writeFolder(output, async (draft) => {
    for (const name of copiedFiles) await copyFile(join(folder, name), join(draft, name))
    await mkdir(join(draft, 'onnx'))
    const checkpoint = await openCheckpoint(folder)
    try {
      const path = join(draft, 'onnx', dataFile)
      const weightsSha256 = await writeWeights(path, {
        config,
        layout,
        checkpoint,
        sources,
        onProgress,
        signal,
      })
      const metadata = { weights_sha256: weightsSha256, precision: graphOptions.precision }
      const graph = slotsDecoderGraph(config, { ...graphOptions, dataFile }, metadata)
      await writeFile(join(draft, 'onnx', 'model.onnx'), graph)
    } finally {
      await checkpoint.close()
    }
    await complete?.(draft, plan)
    signal?.throwIfAborted()
    return plan
  })
}
