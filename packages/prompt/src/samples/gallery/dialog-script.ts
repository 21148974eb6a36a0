import { fillContent } from './fill-content.ts'
import type { GallerySample } from './gallery-sample.ts'

/** A base model plays a part in a script. */
export const dialogScript: GallerySample = {
  id: 'dialog-script',
  topic: 'continuation',
  tags: ['zero-shot', 'tone'],
  kinds: ['base'],
  content: fillContent({
    body: { text: { template: 'User: {{greeting}}\nAssistant:' }, completionFrame: 'plain' },
    values: { greeting: 'Hello!' },
    kinds: ['base'],
    parameters: { maxTokens: 40, stop: ['\n'] },
  }),
  expectations: [{ columnId: 'wren-base', output: { type: 'contains', text: 'Hello' } }],
}
