import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { type DecoderConfig, decoderParameters, elementCount } from '@trialogue/onnx'
import type { Moments } from './adamw.ts'
import type { Parameters } from './parameters.ts'

/** How far a run has come. Times are of training alone, without pauses between resumed runs. */
export type TrainingProgress = {
  readonly steps: number
  readonly tokens: number
  readonly trainedMs: number
  /** Exponential mean of the training loss, in nats per weighted token. */
  readonly smoothedLoss: number
  readonly isFinished: boolean
}

export type Checkpoint = {
  readonly config: DecoderConfig
  readonly progress: TrainingProgress
  readonly parameters: Parameters
  readonly moments: Moments
}

type Header = {
  readonly formatVersion: 1
  readonly config: DecoderConfig
  readonly progress: TrainingProgress
}

/**
 * One file: the length of a JSON header (uint32, little-endian), the header, then parameters, first
 * and second moments as raw float32, each in the order of `decoderParameters`. Written to a
 * neighbouring name and renamed, so that an interrupted write never destroys the last checkpoint.
 */
export function writeCheckpoint(path: string, checkpoint: Checkpoint): void {
  const { config, progress } = checkpoint
  const header = Buffer.from(JSON.stringify({ formatVersion: 1, config, progress } satisfies Header))
  const size = Buffer.alloc(4)
  size.writeUInt32LE(header.length)
  const blocks = [checkpoint.parameters, checkpoint.moments.first, checkpoint.moments.second]
  const tensors = blocks.flatMap((block) =>
    decoderParameters(config).map(({ name }) => {
      const data = block.get(name)
      if (!data) throw new Error(`The checkpoint lacks the parameter "${name}".`)
      return Buffer.from(data.buffer, data.byteOffset, data.byteLength)
    }),
  )
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(`${path}.partial`, Buffer.concat([size, header, ...tensors]))
  renameSync(`${path}.partial`, path)
}

/** Reads a file of `writeCheckpoint`. Throws when it is missing, cut short or of another format. */
export function readCheckpoint(path: string): Checkpoint {
  const file = readFileSync(path)
  const headerSize = file.readUInt32LE(0)
  const header: Header = JSON.parse(file.toString('utf8', 4, 4 + headerSize))
  if (header.formatVersion !== 1) throw new Error(`${path} has another format: train this stage anew.`)
  let offset = 4 + headerSize
  const readBlock = (): Parameters =>
    new Map(
      decoderParameters(header.config).map(({ name, shape }): [string, Float32Array] => {
        const data = new Float32Array(elementCount(shape))
        const bytes = file.subarray(offset, offset + data.byteLength)
        if (bytes.length !== data.byteLength) throw new Error(`${path} is cut short: train this stage anew.`)
        new Uint8Array(data.buffer).set(bytes)
        offset += data.byteLength
        return [name, data]
      }),
    )
  const parameters = readBlock()
  const moments = { first: readBlock(), second: readBlock() }
  return { config: header.config, progress: header.progress, parameters, moments }
}
