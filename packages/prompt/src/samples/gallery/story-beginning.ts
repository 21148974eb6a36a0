import { fillContent } from './fill-content.ts'
import type { GallerySample } from './gallery-sample.ts'

/** A base model goes on with a text; a stop sequence ends it with the paragraph. */
export const storyBeginning: GallerySample = {
  id: 'story-beginning',
  topic: 'continuation',
  tags: ['story'],
  kinds: ['base'],
  content: fillContent({
    body: { text: { template: 'Last summer {{name}} visited the' }, completionFrame: 'plain' },
    values: { name: 'Anna' },
    kinds: ['base'],
    parameters: { maxTokens: 120, stop: ['\n'] },
  }),
  expectations: [{ columnId: 'wren-base', output: { type: 'stops' } }],
}
