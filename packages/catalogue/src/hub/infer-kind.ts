import type { ModelKind } from '@trialogue/contract'
import type { RepositoryInfo } from './repository-info.ts'

export interface InferredKind {
  readonly kind: ModelKind
  /** What it was read from, for people to read. */
  readonly reason: string
}

const continuing = /(?:^|[-_.])(?:base|pretrained|pretrain|pt)(?:$|[-_.])/i
const conversing = /(?:^|[-_.])(?:chat|dialog|dialogue|conversational)(?:$|[-_.])/i
const instructed = /(?:^|[-_.])(?:instruct|it|sft|dpo|rlhf|assistant)(?:$|[-_.])/i
/** What the hub itself adds to whatever has a chat template says nothing more than that. */
const tunedTags: readonly string[] = ['chat', 'instruct', 'instruction-tuned', 'sft', 'dpo', 'rlhf', 'trl']

/**
 * What a model was made for, by what its repository tells: whether it has a chat template, its name, and its card. Some
 * base models come with the template of their siblings, so that their name and card weigh more.
 */
export function inferKind(
  info: Pick<RepositoryInfo, 'name' | 'tags' | 'baseModels'>,
  hasChatTemplate: boolean,
): InferredKind {
  const name = info.name.split('/').at(-1) ?? info.name
  if (!hasChatTemplate) {
    return { kind: 'base', reason: 'It has no chat template: nobody taught it turns.' }
  }
  if (continuing.test(name)) return { kind: 'base', reason: `Its name says so: ${name}.` }
  if (conversing.test(name)) return { kind: 'dialog', reason: `Its name says so: ${name}.` }
  if (instructed.test(name)) return { kind: 'instruct', reason: `Its name says so: ${name}.` }
  const tag = tunedTags.find((one) => info.tags.includes(one))
  if (tag !== undefined)
    return { kind: 'instruct', reason: `It has a chat template, and its card the tag “${tag}”.` }
  const [origin] = info.baseModels
  if (origin !== undefined) {
    return {
      kind: 'instruct',
      reason: `It has a chat template, and its card says that it was made from ${origin}.`,
    }
  }
  return {
    kind: 'instruct',
    reason:
      'It has a chat template, and neither its name nor its card says more. Correct it if it only continues text.',
  }
}
