import type { Texts } from '../../lib/i18n.ts'
import type { en } from './en.ts'

export const zhCN: Texts<typeof en> = {
  title: 'Trialogue',
}
