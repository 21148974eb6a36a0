import { type DecoderConfig, elementCount, type Trainable, trainableParameters } from '@trialogue/onnx'
import { createRandom, type Random } from '../corpus/random.ts'
import type { Parameters } from '../parameters.ts'

function freshTensor(
  method: Trainable,
  { name, shape }: { name: string; shape: readonly number[] },
  parameters: Parameters,
  random: Random,
): Float32Array {
  const [rows = 0, width = 0] = shape
  switch (method.kind) {
    case 'full': {
      const data = parameters.get(name)
      if (!data) throw new Error(`The parameter "${name}" is missing: the model has another shape.`)
      return data.slice()
    }
    case 'lora': {
      // b is zero, so that the adapter changes nothing yet; a is uniform within 1 / √in, as PEFT has it.
      const data = new Float32Array(elementCount(shape))
      return name.endsWith('.lora_b') ? data : data.map(() => (2 * random.unit() - 1) * rows ** -0.5)
    }
    case 'soft-prompt': {
      // Embeddings of tokens are a better start than noise: https://arxiv.org/abs/2104.08691, section 3.2.
      const embedding = parameters.get('embedding') ?? new Float32Array()
      const data = new Float32Array(rows * width)
      for (let row = 0; row < rows; row += 1) {
        const id = random.int(0, embedding.length / width - 1)
        data.set(embedding.subarray(id * width, (id + 1) * width), row * width)
      }
      return data
    }
    default:
      return method satisfies never
  }
}

/**
 * What a method starts from: a copy of the parameters, LoRA matrices whose product is zero, or a soft
 * prompt made of random tokens. The same seed gives the same numbers.
 */
export function initializeAdapter(
  config: DecoderConfig,
  method: Trainable,
  parameters: Parameters,
  seed: number,
): Parameters {
  const random = createRandom(seed)
  return new Map(
    trainableParameters(config, method).map((spec): [string, Float32Array] => [
      spec.name,
      freshTensor(method, spec, parameters, random),
    ]),
  )
}
