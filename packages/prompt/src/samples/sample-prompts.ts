import { introduction } from './introduction.ts'
import { reviewSentiment } from './review-sentiment.ts'
import type { SamplePrompt } from './sample-prompt.ts'
import { tennisBalls } from './tennis-balls.ts'
import { workedExamples } from './worked-examples.ts'

/** In the small world of the bundled models; the first one opens on the first visit. */
export const samplePrompts: readonly SamplePrompt[] = [
  tennisBalls,
  workedExamples,
  reviewSentiment,
  introduction,
]
