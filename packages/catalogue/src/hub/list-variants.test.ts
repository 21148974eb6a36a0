import { describe, expect, it } from 'vitest'
import { listVariants } from './list-variants.ts'

const files = (...paths: string[]) =>
  ['tokenizer.json', 'config.json', ...paths].map((path) => ({ path, sizeBytes: 10, hash: 'a'.repeat(40) }))
const found = (paths: readonly string[], options: Partial<Parameters<typeof listVariants>[1]> = {}) =>
  listVariants(files(...paths), { isConvertible: true, prefersCheckpoint: false, ...options }).map(
    ({ precision, action, files: needed }) =>
      `${precision} ${action} ${needed.map(({ path }) => path).join(' ')}`,
  )

describe('listVariants', () => {
  it('takes an ONNX file with its weights, and converts to what there is no file of', () => {
    expect(
      found([
        'onnx/model_q4.onnx',
        'onnx/model_q4.onnx_data',
        'onnx/model_q4.onnx_data_1',
        'onnx/model_q4f16.onnx',
        'onnx/model_bnb4.onnx',
        'model.safetensors',
        'pytorch_model.bin',
      ]),
    ).toEqual([
      'q4 use onnx/model_q4.onnx onnx/model_q4.onnx_data onnx/model_q4.onnx_data_1 tokenizer.json config.json',
      'q4f16 use onnx/model_q4f16.onnx tokenizer.json config.json',
      'q8 convert model.safetensors tokenizer.json config.json',
      'fp32 convert model.safetensors tokenizer.json config.json',
      'fp16 convert model.safetensors tokenizer.json config.json',
    ])
  })

  it('converts a whole family where its members shall be compared', () => {
    expect(found(['onnx/model_quantized.onnx', 'model.safetensors'], { prefersCheckpoint: true })[0]).toBe(
      'q8 convert model.safetensors tokenizer.json config.json',
    )
  })

  it('takes a checkpoint in parts only as a whole', () => {
    const parts = ['model-00001-of-00002.safetensors', 'model.safetensors.index.json']
    expect(found(parts)).toEqual([])
    expect(found([...parts, 'model-00002-of-00002.safetensors'])).toHaveLength(4)
  })

  it('offers nothing of a model in several graphs, of a foreign architecture, or without a tokenizer', () => {
    expect(found(['onnx/decoder_model_merged.onnx', 'onnx/embed_tokens.onnx'])).toEqual([])
    expect(found(['model.safetensors'], { isConvertible: false })).toEqual([])
    const withoutTokenizer = files('model.safetensors').slice(1)
    expect(listVariants(withoutTokenizer, { isConvertible: true, prefersCheckpoint: false })).toEqual([])
  })
})
