import type { ModelKind, PromptContent } from '@trialogue/contract'

/** What the gallery is grouped by, in the order in which one learns it. */
export const galleryTopics = [
  'instruction',
  'reading',
  'examples',
  'continuation',
  'reasoning',
  'chat',
] as const
export type GalleryTopic = (typeof galleryTopics)[number]

type GalleryTag =
  | 'zero-shot'
  | 'one-shot'
  | 'few-shot'
  | 'classification'
  | 'extraction'
  | 'summary'
  | 'question-answering'
  | 'rewriting'
  | 'list'
  | 'arithmetic'
  | 'story'
  | 'chain-of-thought'
  | 'self-consistency'
  | 'memory'
  | 'tone'
  | 'limit'

type GallerySampleId =
  | 'review-told'
  | 'spam-told'
  | 'past-tense'
  | 'list-of-three'
  | 'plain-sum'
  | 'person-facts'
  | 'person-summary'
  | 'passage-question'
  | 'passage-open-end'
  | 'one-example'
  | 'review-examples'
  | 'spam-examples'
  | 'plural-examples'
  | 'summary-examples'
  | 'story-beginning'
  | 'open-list'
  | 'dialog-script'
  | 'question-frame'
  | 'asked-directly'
  | 'step-by-step'
  | 'direct-or-steps'
  | 'base-step-by-step'
  | 'other-trigger'
  | 'worked-steps'
  | 'bare-or-worked'
  | 'plan-first'
  | 'many-chains'
  | 'likely-branches'
  | 'remembered-name'
  | 'remembered-color'
  | 'are-you-sure'
  | 'explain-afterwards'
  | 'who-are-you'
  | 'mood'

/** What holds for what a model writes when it picks the likeliest token each time, spaces around it aside. */
export type ExpectedOutput =
  | { readonly type: 'equals' | 'contains'; readonly text: string }
  /** The number in the answer. */
  | { readonly type: 'number'; readonly value: number }
  /** The answer is a wrong number: the sample shows a limit. */
  | { readonly type: 'number-other-than'; readonly value: number }
  | { readonly type: 'one-of'; readonly labels: readonly string[] }
  | { readonly type: 'line-count'; readonly count: number }
  /** It ends by itself, before the limit of tokens. */
  | { readonly type: 'stops' }

type Expectation = { readonly columnId: string; readonly output: ExpectedOutput }

/** A prompt that teaches one thing about prompting. Its title and what it teaches are texts of the page, by its id. */
export interface GallerySample {
  readonly id: GallerySampleId
  readonly topic: GalleryTopic
  readonly tags: readonly GalleryTag[]
  /** The kinds of model it is made for: those that something is expected of. */
  readonly kinds: readonly ModelKind[]
  readonly content: PromptContent
  readonly expectations: readonly Expectation[]
}
