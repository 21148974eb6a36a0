import {
  attentionShape,
  type DecoderConfig,
  embeddingName,
  finalNormName,
  headName,
  layerParameterNames,
} from '../decoder-config.ts'
import { damaged, unsupported } from './checkpoint-error.ts'
import type { Checkpoint } from './open-checkpoint.ts'

/** A tensor of a checkpoint and the shape that it must have; a matrix is [out, in]. */
export type SourceTensor = { readonly name: string; readonly shape: readonly number[] }

function layerSources(config: DecoderConfig, layer: number): [string, SourceTensor[]][] {
  const { hiddenSize, feedForwardSize } = config
  const { headSize, keyValueHeadCount, queryWidth } = attentionShape(config)
  const names = layerParameterNames(layer)
  const source = (name: string, ...shape: number[]) => ({ name: `model.layers.${layer}.${name}`, shape })
  const keyWidth = keyValueHeadCount * headSize
  const projections = [
    ['q_proj', queryWidth],
    ['k_proj', keyWidth],
    ['v_proj', keyWidth],
  ] as const
  return [
    [names.attentionNorm, [source('input_layernorm.weight', hiddenSize)]],
    [
      names.queryKeyValue,
      projections.map(([name, width]) => source(`self_attn.${name}.weight`, width, hiddenSize)),
    ],
    [
      names.queryKeyValueBias,
      config.hasAttentionBias
        ? projections.map(([name, width]) => source(`self_attn.${name}.bias`, width))
        : [],
    ],
    [names.queryNorm, config.hasQueryKeyNorm ? [source('self_attn.q_norm.weight', headSize)] : []],
    [names.keyNorm, config.hasQueryKeyNorm ? [source('self_attn.k_norm.weight', headSize)] : []],
    [names.attentionOutput, [source('self_attn.o_proj.weight', hiddenSize, queryWidth)]],
    [names.feedForwardNorm, [source('post_attention_layernorm.weight', hiddenSize)]],
    [
      names.gateUp,
      ['gate_proj', 'up_proj'].map((name) => source(`mlp.${name}.weight`, feedForwardSize, hiddenSize)),
    ],
    [names.down, [source('mlp.down_proj.weight', hiddenSize, feedForwardSize)]],
  ]
}

/**
 * Where each tensor of `decoderParameters` comes from: the tensors of a Hugging Face checkpoint whose rows, one behind
 * the other, make it up. The order is that of `decoderParameters`.
 */
export function parameterSources(config: DecoderConfig): Map<string, readonly SourceTensor[]> {
  const { vocabSize, hiddenSize, layerCount } = config
  const layers = Array.from({ length: layerCount }, (_, layer) => layerSources(config, layer)).flat()
  const sources: [string, SourceTensor[]][] = [
    [embeddingName, [{ name: 'model.embed_tokens.weight', shape: [vocabSize, hiddenSize] }]],
    ...layers.filter(([, tensors]) => tensors.length > 0),
    [finalNormName, [{ name: 'model.norm.weight', shape: [hiddenSize] }]],
  ]
  if (config.hasUntiedHead) {
    sources.push([headName(config), [{ name: 'lm_head.weight', shape: [vocabSize, hiddenSize] }]])
  }
  return new Map(sources)
}

/** Tensors of old checkpoints that say nothing new: tables of the rotation, and a head stored although it is tied. */
function isNeedless(name: string): boolean {
  return name.endsWith('.rotary_emb.inv_freq') || name === 'lm_head.weight'
}

/**
 * Checks that a checkpoint has every tensor in its shape, and none whose meaning is not known: leaving one out would
 * silently give another model. Throws CHECKPOINT_DAMAGED or CHECKPOINT_UNSUPPORTED that names the tensor.
 */
export function checkSources(
  sources: ReadonlyMap<string, readonly SourceTensor[]>,
  { shapes }: Pick<Checkpoint, 'shapes'>,
): void {
  const wanted = [...sources.values()].flat()
  for (const { name, shape } of wanted) {
    const found = shapes.get(name)
    if (!found) throw damaged(`The checkpoint lacks the tensor "${name}".`)
    if (found.join() !== shape.join()) {
      throw damaged(`The tensor "${name}" has the shape [${found.join(', ')}], not [${shape.join(', ')}].`)
    }
  }
  const names = new Set(wanted.map(({ name }) => name))
  const unknown = [...shapes.keys()].filter((name) => !names.has(name) && !isNeedless(name))
  if (unknown.length === 0) return
  const others = unknown.length > 1 ? ` and ${unknown.length - 1} more` : ''
  throw unsupported(
    `The checkpoint has tensors that this architecture does not know: "${unknown[0]}"${others}.`,
  )
}
