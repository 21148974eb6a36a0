import { describe, expect, it } from 'vitest'
import { toFloat16 } from './float16.ts'
import { createNoise } from './gradient-check.ts'
import { Graph } from './graph.ts'
import { decoderParameters, llamaDecoderGraph, readInitializers } from './index.ts'
import { randomParameters, tinyConfig, tinyConfigs } from './reference-decoder.ts'

describe('reading the tensors of an ONNX file', () => {
  it.each(tinyConfigs)('gives back the parameters of a decoder: %s', (_, config) => {
    const parameters = randomParameters(config, createNoise(2))
    const read = readInitializers(llamaDecoderGraph(config, parameters))
    for (const { name, shape } of decoderParameters(config)) {
      expect(read.get(name), name).toEqual({ shape, data: parameters.get(name) })
    }
  })

  it('widens half precision, keeps single precision and leaves integers out', () => {
    const graph = new Graph()
    const values = Float32Array.of(0, -0, 1.5, -65504, 2 ** -24, 3 * 2 ** -16, Number.POSITIVE_INFINITY)
    graph.constant(toFloat16(values), [7], 'half')
    graph.constant(Float32Array.of(0.1, -2), [2, 1], 'single')
    graph.constant(BigInt64Array.of(3n), [1], 'integers')
    graph.constant(new Float32Array(), [0, 4], 'empty')
    const read = readInitializers(graph.serialize())
    expect([...read.keys()]).toEqual(['half', 'single', 'empty'])
    expect(read.get('half')?.data).toEqual(values)
    expect(read.get('single')).toEqual({ shape: [2, 1], data: Float32Array.of(0.1, -2) })
  })

  it('reads a Buffer as well, as files come in', () => {
    const parameters = randomParameters(tinyConfig, createNoise(2))
    const file = Buffer.from(llamaDecoderGraph(tinyConfig, parameters))
    expect(readInitializers(file).get('final_norm')?.data).toEqual(parameters.get('final_norm'))
  })

  it('reads not-a-number as such', () => {
    const graph = new Graph()
    graph.constant(toFloat16(Float32Array.of(Number.NaN)), [1], 'half')
    expect(readInitializers(graph.serialize()).get('half')?.data).toEqual(Float32Array.of(Number.NaN))
  })

  it.each([1, 40, 4000])('refuses a file that lacks its last %d bytes', (missing) => {
    const file = llamaDecoderGraph(tinyConfig, randomParameters(tinyConfig, createNoise(2)))
    expect(() => readInitializers(file.subarray(0, file.length - missing))).toThrow('cut short')
  })
})
