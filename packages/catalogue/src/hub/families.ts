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

const checkpoint = (kind: ModelKind, repository: string, parameterCount: number): FamilyMember => ({
  kind,
  repository,
  parameterCount,
  // bfloat16: two bytes a weight.
  downloadBytes: 2 * parameterCount,
  precision: 'q8',
})

/** Families whose members are known to run here, smallest first. */
export const families: readonly CuratedFamily[] = [
  {
    id: 'smollm2-135m',
    name: 'SmolLM2 135M',
    licence: 'apache-2.0',
    source:
      'Model cards on huggingface.co, 2026-11-30; parameters counted from config.json, bytes from bfloat16',
    members: [
      checkpoint('base', 'HuggingFaceTB/SmolLM2-135M', 134_515_008),
      checkpoint('instruct', 'HuggingFaceTB/SmolLM2-135M-Instruct', 134_515_008),
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
