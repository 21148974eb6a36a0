import { introduction } from '../introduction.ts'
import type { GallerySample } from './gallery-sample.ts'

/** The first turn answers the last one. */
export const rememberedName: GallerySample = {
  id: 'remembered-name',
  topic: 'chat',
  tags: ['memory'],
  kinds: ['dialog'],
  content: introduction.content,
  expectations: [{ columnId: 'wren-dialog', output: { type: 'contains', text: 'Mia' } }],
}
