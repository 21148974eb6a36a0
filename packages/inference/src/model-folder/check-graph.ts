import { stat } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import type { JsonObject } from '../json-object.ts'
import { loadFailed } from './load-failed.ts'
import { type GraphHeader, type GraphInput, readGraphHeader } from './read-graph-header.ts'

const cacheName = /^past_key_values\.\d+\.(?:key|value)$/

type Refusal = {
  readonly applies: (inputs: readonly GraphInput[], config: JsonObject) => boolean
  readonly problem: string
  readonly advice: string
}

const has = (inputs: readonly GraphInput[], pattern: RegExp) => inputs.some(({ name }) => pattern.test(name))
const chooseDecoder = 'Choose a decoder-only model for text.'

/** What cannot work, in the words of whoever chose the model; the first that applies is told. */
const refusals: readonly Refusal[] = [
  {
    applies: (inputs, config) =>
      config['is_encoder_decoder'] === true || has(inputs, /^(?:encoder_|decoder_input)/),
    problem: 'belongs to an encoder-decoder model, as T5, BART and Whisper are',
    advice: chooseDecoder,
  },
  {
    applies: (inputs) => has(inputs, /^(?:inputs_embeds|pixel_|image_|audio_|input_features)/),
    problem: 'belongs to a model for images or sound, which takes what other ONNX files prepare',
    advice: chooseDecoder,
  },
  {
    applies: (inputs) => inputs.some(({ name, shape }) => name === 'position_ids' && shape.length > 2),
    problem: 'counts positions in several dimensions, as models for images do',
    advice: chooseDecoder,
  },
  {
    applies: (inputs) => has(inputs, /^use_cache_branch$/),
    problem: 'is a merged decoder of the old kind (use_cache_branch)',
    advice: 'Choose a newer export of the model, one with a model.onnx.',
  },
  {
    applies: (inputs) => has(inputs, /^(?:past|cache_params|conv|ssm|state)/) && !inputs.some(isCache),
    problem: 'keeps its state in another way than as keys and values of each layer',
    advice: 'State-space and recurrent models cannot be run; nor can caches in one piece.',
  },
  {
    applies: (inputs) =>
      inputs.some((input) => /^(?:past|cache_params|conv|ssm)/.test(input.name) && !isCache(input)),
    problem: 'keeps other states besides keys and values: a hybrid model, as LFM2 and Granite 4 are',
    advice: 'Choose a model that has attention in all its layers.',
  },
  {
    applies: (inputs) => has(inputs, /^input_ids$/) && !inputs.some(isCache),
    problem: 'was exported without a KV cache',
    advice: 'Export it again for the task "text-generation-with-past".',
  },
  {
    applies: (inputs) => !has(inputs, /^input_ids$/),
    problem: 'is no decoder: it takes no token ids',
    advice: chooseDecoder,
  },
]

function isCache({ name }: GraphInput): boolean {
  return cacheName.test(name)
}

/**
 * Looks at an ONNX file without loading it: it must be a decoder that can be run, and the files with its weights must
 * be there. Throws MODEL_LOAD_FAILED naming the file and what is wrong with it.
 */
export async function checkGraph(folder: string, path: string, config: JsonObject): Promise<GraphHeader> {
  await checkFile(folder, path)
  const header = readHeader(folder, path)
  const refusal = refusals.find(({ applies }) => applies(header.inputs, config))
  if (refusal !== undefined) throw loadFailed(path, refusal.problem, refusal)
  for (const file of header.externalFiles) await checkFile(folder, join(dirname(path), file))
  return header
}

function readHeader(folder: string, path: string): GraphHeader {
  try {
    return readGraphHeader(join(folder, path))
  } catch (cause) {
    throw loadFailed(path, 'is damaged or no ONNX file', { cause })
  }
}

async function checkFile(folder: string, path: string): Promise<void> {
  const inside = relative(folder, join(folder, path))
  if (inside.startsWith(`..${sep}`) || inside === '..') throw loadFailed(path, 'lies outside its folder')
  const file = await stat(join(folder, path)).catch(() => null)
  if (file === null || !file.isFile()) throw loadFailed(path, 'is missing')
  if (file.size === 0) throw loadFailed(path, 'is empty')
}
