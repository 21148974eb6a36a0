import { describe, expect, it } from 'vitest'
import { parseRepository } from './parse-repository.ts'

describe('parseRepository', () => {
  it.each([
    ['HuggingFaceTB/SmolLM2-135M', 'HuggingFaceTB/SmolLM2-135M', null],
    [' hf:Qwen/Qwen2.5-0.5B@refs/pr/3 ', 'Qwen/Qwen2.5-0.5B', 'refs/pr/3'],
    ['https://huggingface.co/org/name', 'org/name', null],
    ['https://huggingface.co/org/name/tree/v1.0', 'org/name', 'v1.0'],
    ['https://hf-mirror.com/org/name/blob/main/onnx/model.onnx?download=true', 'org/name', 'main'],
    ['http://127.0.0.1:8090/models/org/name/', 'org/name', null],
  ])('understands %s', (reference, name, revision) => {
    expect(parseRepository(reference)).toEqual({ name, revision })
  })

  it.each([
    'name-alone',
    'a/b/c',
    '../etc/passwd',
    'org/..',
    'org/na--me',
    'org/name@../main',
    'org/name@a b',
    'https://huggingface.co/datasets/org/name',
    'file:///etc/passwd',
    'org\\name/x',
  ])('refuses %s', (reference) => {
    expect(() => parseRepository(reference)).toThrow(expect.objectContaining({ code: 'INVALID_REQUEST' }))
  })
})
