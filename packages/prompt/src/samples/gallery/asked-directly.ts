import { tennisBalls } from '../tennis-balls.ts'
import type { GallerySample } from './gallery-sample.ts'

/** The prompt of the first visit: no steps are asked for, so the models guess. */
export const askedDirectly: GallerySample = {
  id: 'asked-directly',
  topic: 'reasoning',
  tags: ['zero-shot', 'limit'],
  kinds: ['instruct', 'dialog'],
  content: tennisBalls.content,
  expectations: [
    { columnId: 'wren-instruct', output: { type: 'stops' } },
    { columnId: 'wren-dialog', output: { type: 'stops' } },
  ],
}
