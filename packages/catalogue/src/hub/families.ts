import type { ModelKind, PullPrecision } from '@trialogue/contract'

interface FamilyMember {
  readonly kind: ModelKind
  readonly repository: string
  readonly parameterCount: number
  /** Bytes to download for `precision`, about. */
  readonly downloadBytes: number
  readonly precision: PullPrecision
}

/** Siblings of one origin and tokenizer that differ in kind. */
export interface CuratedFamily {
  readonly id: string
  readonly name: string
  readonly licence: string
  /** Where the licence and the sizes were read, and when. */
  readonly source: string
  readonly members: readonly FamilyMember[]
}

const read = 'parameters as `sum(p.numel())` of the loaded model, quoted in public code on GitHub, 2026-12-01'
const apache = `licence from the model card; ${read}`

/** A checkpoint in bfloat16, two bytes a weight, which is converted. */
const checkpoint = (kind: ModelKind, repository: string, parameterCount: number): FamilyMember => ({
  kind,
  repository,
  parameterCount,
  downloadBytes: 2 * parameterCount,
  precision: 'q8',
})

/** Families whose members are known to run here, smallest first. */
export const families: readonly CuratedFamily[] = [
  {
    id: 'smollm2-135m',
    name: 'SmolLM2 135M',
    licence: 'apache-2.0',
    source: apache,
    members: [
      checkpoint('base', 'HuggingFaceTB/SmolLM2-135M', 134_515_008),
      checkpoint('instruct', 'HuggingFaceTB/SmolLM2-135M-Instruct', 134_515_008),
    ],
  },
  {
    id: 'smollm2-360m',
    name: 'SmolLM2 360M',
    licence: 'apache-2.0',
    source: apache,
    members: [
      checkpoint('base', 'HuggingFaceTB/SmolLM2-360M', 361_821_120),
      checkpoint('instruct', 'HuggingFaceTB/SmolLM2-360M-Instruct', 361_821_120),
    ],
  },
  {
    id: 'qwen2.5-0.5b',
    name: 'Qwen2.5 0.5B',
    licence: 'apache-2.0',
    source: `${apache}; size of model.safetensors: 988,097,824 bytes in file lists of the repository`,
    members: [
      checkpoint('base', 'Qwen/Qwen2.5-0.5B', 494_032_768),
      checkpoint('instruct', 'Qwen/Qwen2.5-0.5B-Instruct', 494_032_768),
    ],
  },
  {
    id: 'qwen3-0.6b',
    name: 'Qwen3 0.6B (thinks when it is asked to)',
    licence: 'apache-2.0',
    source: `${apache}; size of model.safetensors of Qwen3-0.6B: 1,503,300,328 bytes in file lists of the repository`,
    members: [
      checkpoint('base', 'Qwen/Qwen3-0.6B-Base', 596_049_920),
      // Its checkpoint holds the embedding twice.
      { ...checkpoint('dialog', 'Qwen/Qwen3-0.6B', 596_049_920), downloadBytes: 1_503_300_328 },
    ],
  },
  {
    id: 'llama-3.2-1b',
    name: 'Llama 3.2 1B (ask for access on its page first)',
    licence: 'llama3.2',
    source:
      'licence and 1.23 billion parameters from the model card; the size of model.safetensors, 2,471,645,608 bytes, in ' +
      'file lists of the repository quoted in public code on GitHub, 2026-12-01; parameters are half of it',
    members: [
      { ...checkpoint('base', 'meta-llama/Llama-3.2-1B', 1_235_814_400), downloadBytes: 2_471_645_608 },
      {
        ...checkpoint('instruct', 'meta-llama/Llama-3.2-1B-Instruct', 1_235_814_400),
        downloadBytes: 2_471_645_608,
      },
    ],
  },
  {
    id: 'smollm2-1.7b',
    name: 'SmolLM2 1.7B',
    licence: 'apache-2.0',
    source: apache,
    members: [
      checkpoint('base', 'HuggingFaceTB/SmolLM2-1.7B', 1_711_376_384),
      checkpoint('instruct', 'HuggingFaceTB/SmolLM2-1.7B-Instruct', 1_711_376_384),
    ],
  },
]

/** The family that lists a repository, and what it says of it. */
export function findMember(
  repository: string,
): { readonly family: CuratedFamily; readonly member: FamilyMember } | undefined {
  for (const family of families) {
    const member = family.members.find((one) => one.repository === repository)
    if (member !== undefined) return { family, member }
  }
  return undefined
}
