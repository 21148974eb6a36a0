import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { JsonObject } from './json-object.ts'
import type { FindGraphOptions } from './model-folder/find-graph.ts'
import { anEmptyGraph, decoderInputs } from './model-folder/onnx-fixture.ts'
import { readModelFolder } from './model-folder.ts'
import { tinyTokenizer } from './tiny-model.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trialogue-folder-'))
})
afterEach(() => rm(folder, { recursive: true }))

type Files = Readonly<Record<string, JsonObject | Uint8Array | string>>

/** Ids of the tiny tokenizer: 0 <|bos|>, 1 <|eos|>, 2 <|user|>, 3 <|assistant|>, 4 <|system|>, 5 <|end|>. */
const plainFiles: Files = {
  'config.json': { eos_token_id: 1, max_position_embeddings: 512 },
  'tokenizer.json': tinyTokenizer(),
  'tokenizer_config.json': {},
}
const graph = anEmptyGraph(decoderInputs)

async function read(files: Files, options: FindGraphOptions = {}) {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    const bytes =
      content instanceof Uint8Array || typeof content === 'string' ? content : JSON.stringify(content)
    await writeFile(join(folder, path), bytes)
  }
  return readModelFolder(folder, options)
}

describe('the variant', () => {
  const published = ['', '_bnb4', '_fp16', '_int8', '_q4', '_q4f16', '_quantized', '_uint8']
  const all: Files = {
    ...plainFiles,
    ...Object.fromEntries(published.map((suffix) => [`onnx/model${suffix}.onnx`, graph])),
  }

  it('is the one asked for, else the best for the device', async () => {
    expect(await read(all)).toMatchObject({
      variant: 'q8',
      graphPath: join(folder, 'onnx/model_quantized.onnx'),
      cache: { layers: 1, heads: 2, headSize: 16 },
    })
    expect((await read(all, { device: 'gpu' })).variant).toBe('fp16')
    expect(await read(all, { variant: 'q4f16' })).toMatchObject({
      variant: 'q4f16',
      graphPath: join(folder, 'onnx/model_q4f16.onnx'),
    })
  })

  it.each([
    ['cpu', ['_q4', ''], 'q4'],
    ['cpu', ['', '_fp16'], 'fp32'],
    ['cpu', ['_fp16', '_something'], 'fp16'],
    ['cpu', ['_something'], 'something'],
    ['gpu', ['_quantized', '_q4'], 'q4'],
  ] as const)('on a %s, of %j, is %s', async (device, suffixes, variant) => {
    const files = Object.fromEntries(suffixes.map((suffix) => [`onnx/model${suffix}.onnx`, graph]))
    expect((await read({ ...plainFiles, ...files }, { device })).variant).toBe(variant)
  })

  it('may lie beside the settings, as Optimum writes it', async () => {
    const { graphPath } = await read({ ...plainFiles, 'model.onnx': graph })
    expect(graphPath).toBe(join(folder, 'model.onnx'))
  })

  it('that is not there is refused, naming those that are', async () => {
    await expect(read(all, { variant: 'q2' })).rejects.toMatchObject({
      code: 'MODEL_LOAD_FAILED',
      message: expect.stringContaining('no variant "q2". Choose one of q8, int8, uint8, q4, bnb4, fp32'),
    })
  })
})

describe('a folder of onnxruntime-genai', () => {
  const decoder = {
    filename: 'decoder.onnx',
    inputs: { input_ids: 'input_ids', past_key_names: 'past_key_values.%d.key' },
    outputs: { logits: 'logits' },
  }
  const genai: Files = {
    'genai_config.json': { model: { context_length: 4096, eos_token_id: [5, 1], decoder } },
    'decoder.onnx': graph,
    'tokenizer.json': tinyTokenizer(),
  }

  it('names its file, its context and its end tokens, and needs no config.json', async () => {
    expect(await read(genai)).toMatchObject({
      variant: 'genai',
      graphPath: join(folder, 'decoder.onnx'),
      contextLength: 4096,
      endTokenIds: [5, 1],
      tokenizerConfig: {},
      chatTemplate: null,
    })
  })

  it.each([
    [
      'renamed inputs',
      { decoder: { ...decoder, inputs: { past_key_names: 'past_%d' } } },
      'past_key_names: past_%d',
    ],
    ['a model for images', { decoder, vision: { filename: 'vision.onnx' } }, 'several graphs (vision)'],
    ['an encoder-decoder', { decoder, encoder: {} }, 'several graphs (encoder)'],
    ['a pipeline of decoders', { decoder: { ...decoder, pipeline: [] } }, 'several graphs (pipeline)'],
    ['no file', { decoder: {} }, 'does not name the file'],
  ])('is refused by name for %s', async (_, model, words) => {
    await expect(read({ ...genai, 'genai_config.json': { model } })).rejects.toMatchObject({
      code: 'MODEL_LOAD_FAILED',
      message: expect.stringContaining(words),
      details: { path: 'genai_config.json' },
    })
  })
})

describe('the end tokens', () => {
  const withGraph = { ...plainFiles, 'onnx/model.onnx': graph }
  const endsOf = async (files: Files) => (await read({ ...withGraph, ...files })).endTokenIds

  it.each([
    ['one', { 'config.json': { eos_token_id: 1 } }, [1]],
    ['several', { 'generation_config.json': { eos_token_id: [5, 1] } }, [5, 1]],
    ['those of all files', { 'generation_config.json': { eos_token_id: 5 } }, [5, 1]],
    ['none, null or a wrong one', { 'config.json': { eos_token_id: null } }, []],
    ['that of the text model', { 'config.json': { text_config: { eos_token_id: [3] } } }, [3]],
    ['that of the tokenizer', { 'tokenizer_config.json': { eos_token: '<|end|>' } }, [1, 5]],
    [
      'that of the special tokens',
      { 'special_tokens_map.json': { eos_token: { content: '<|end|>' } } },
      [1, 5],
    ],
  ])('are %s', async (_, files, expected) => {
    expect(await endsOf(files)).toEqual(expected)
  })

  it('include the one by which the chat template ends an answer, where no file names it', async () => {
    const chat_template =
      "{% for m in messages %}{{ '<|' + m.role + '|>' + m.content + '<|end|>' }}\n{% endfor %}"
    expect(await endsOf({ 'tokenizer_config.json': { chat_template } })).toEqual([1, 5])
  })

  it('are none where a list is empty on purpose', async () => {
    expect(await endsOf({ 'generation_config.json': { eos_token_id: [] } })).toEqual([])
  })
})

describe('the context length', () => {
  const lengthOf = async (config: JsonObject, tokenizerConfig: JsonObject = {}) => {
    const files = {
      'config.json': config,
      'tokenizer_config.json': tokenizerConfig,
      'onnx/model.onnx': graph,
    }
    return (await read({ ...plainFiles, ...files })).contextLength
  }

  it('has other names in other families', async () => {
    expect(await lengthOf({ max_position_embeddings: 2048 })).toBe(2048)
    expect(await lengthOf({ n_positions: 1024 })).toBe(1024)
    expect(await lengthOf({ text_config: { max_position_embeddings: 8192 } })).toBe(8192)
  })

  it('is that of the tokenizer where nothing else tells, unless it is without a limit', async () => {
    expect(await lengthOf({}, { model_max_length: 4096 })).toBe(4096)
    expect(await lengthOf({}, { model_max_length: 1e30 })).toBeNull()
    expect(await lengthOf({})).toBeNull()
  })
})

describe('the chat template', () => {
  const withGraph = { ...plainFiles, 'onnx/model.onnx': graph }
  const templateOf = async (files: Files) => (await read({ ...withGraph, ...files })).chatTemplate

  it('is a file of its own, or stands in one of the others', async () => {
    expect(await templateOf({ 'chat_template.json': { chat_template: 'third' } })).toBe('third')
    expect(await templateOf({ 'tokenizer_config.json': { chat_template: 'second' } })).toBe('second')
    expect(await templateOf({ 'chat_template.jinja': 'first' })).toBe('first')
  })

  it('is the default of several named ones, or the only one', async () => {
    const named = (...names: string[]) => ({
      'tokenizer_config.json': { chat_template: names.map((name) => ({ name, template: `for ${name}` })) },
    })
    expect(await templateOf(named('tool_use', 'default'))).toBe('for default')
    expect(await templateOf(named('chat'))).toBe('for chat')
    expect(await templateOf(named('tool_use', 'rag'))).toBeNull()
  })
})

describe('a folder that cannot be used', () => {
  const inputs = (names: readonly string[]) =>
    anEmptyGraph(Object.fromEntries(names.map((name) => [name, ['n']])))
  const cached = ['input_ids', 'past_key_values.0.key', 'past_key_values.0.value']
  const onnx = (content: Uint8Array | string) => ({ ...plainFiles, 'onnx/model.onnx': content })

  it.each<[string, Files, string, string]>([
    ['no ONNX file', plainFiles, 'onnx/model.onnx', 'is missing'],
    ['no config.json', { 'onnx/model.onnx': graph }, 'config.json', 'is missing'],
    ['a broken config.json', { ...onnx(graph), 'config.json': '{' }, 'config.json', 'is no JSON'],
    ['no tokenizer', { 'config.json': {}, 'onnx/model.onnx': graph }, 'tokenizer.json', 'is missing'],
    [
      'an old tokenizer',
      { 'config.json': {}, 'onnx/model.onnx': graph, 'tokenizer.model': '\n' },
      'tokenizer.json',
      'tokenizer.model alone is not supported',
    ],
    ['an empty ONNX file', onnx(''), 'onnx/model.onnx', 'is empty'],
    ['another file', onnx('<html>Not found</html>'), 'onnx/model.onnx', 'damaged or no ONNX'],
    ['a file that was cut short', onnx(graph.subarray(0, -7)), 'onnx/model.onnx', 'damaged or no ONNX'],
    [
      'missing weights',
      onnx(anEmptyGraph(decoderInputs, ['model.onnx_data'])),
      'onnx/model.onnx_data',
      'is missing',
    ],
    [
      'weights outside of it',
      onnx(anEmptyGraph(decoderInputs, ['../../secret'])),
      '../secret',
      'lies outside its folder',
    ],
    [
      'an encoder-decoder',
      { ...onnx(graph), 'config.json': { is_encoder_decoder: true } },
      'onnx/model.onnx',
      'encoder-decoder',
    ],
    ['its decoder', onnx(inputs([...cached, 'encoder_hidden_states'])), 'onnx/model.onnx', 'encoder-decoder'],
    ['a model for images', onnx(inputs(['inputs_embeds', ...cached])), 'onnx/model.onnx', 'images or sound'],
    [
      'positions of images',
      onnx(anEmptyGraph({ ...decoderInputs, position_ids: [3, 'batch', 'n'] })),
      'onnx/model.onnx',
      'several dimensions',
    ],
    [
      'an old merged decoder',
      onnx(inputs([...cached, 'use_cache_branch'])),
      'onnx/model.onnx',
      'use_cache_branch',
    ],
    ['a hybrid model', onnx(inputs([...cached, 'past_conv.0'])), 'onnx/model.onnx', 'hybrid'],
    ['a state-space model', onnx(inputs(['input_ids', 'past_ssm.0'])), 'onnx/model.onnx', 'another way'],
    ['caches in one piece', onnx(inputs(['input_ids', 'past_0'])), 'onnx/model.onnx', 'another way'],
    [
      'caches without sizes',
      onnx(inputs(cached)),
      'onnx/model.onnx',
      'does not tell the sizes of its KV cache',
    ],
    ['no cache', onnx(inputs(['input_ids', 'attention_mask'])), 'onnx/model.onnx', 'without a KV cache'],
    ['no token ids', onnx(inputs(['pixels'])), 'onnx/model.onnx', 'no decoder'],
    [
      'a model in two files',
      { ...plainFiles, 'onnx/decoder_model.onnx': graph, 'onnx/decoder_with_past_model.onnx': graph },
      'onnx folder',
      'several ONNX files',
    ],
  ])('is refused by name: %s', async (_, files, path, words) => {
    await expect(read(files)).rejects.toMatchObject({
      code: 'MODEL_LOAD_FAILED',
      message: expect.stringContaining(words),
      details: { path },
    })
  })

  it('names what it looked for only in the weights of old files, which are no inputs', async () => {
    const files = { 'onnx/model.onnx': anEmptyGraph(decoderInputs, ['weights/model.data']) }
    const { graphPath } = await read({ ...plainFiles, ...files, 'onnx/weights/model.data': 'w' })
    expect(graphPath).toBe(join(folder, 'onnx/model.onnx'))
  })
})
