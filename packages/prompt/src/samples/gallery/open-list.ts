import { fillContent } from './fill-content.ts'
import type { GallerySample } from './gallery-sample.ts'

/** A list that breaks off asks for its next line. */
export const openList: GallerySample = {
  id: 'open-list',
  topic: 'continuation',
  tags: ['list'],
  kinds: ['base'],
  content: fillContent({
    body: { text: { template: 'Fruits:\n1. {{first}}\n2. {{second}}\n3.' }, completionFrame: 'plain' },
    values: { first: 'apples', second: 'bananas' },
    kinds: ['base'],
    parameters: { maxTokens: 16, stop: ['\n'] },
  }),
  expectations: [
    { columnId: 'wren-base', output: { type: 'line-count', count: 1 } },
    { columnId: 'wren-base', output: { type: 'stops' } },
  ],
}
