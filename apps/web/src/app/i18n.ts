import { en as words } from '../lib/locales/en.ts'
import { zhCN as wordsZh } from '../lib/locales/zh-CN.ts'
import { en as app } from './locales/en.ts'
import { zhCN as appZh } from './locales/zh-CN.ts'

/** All texts: one namespace per feature, `words` for what they have in common. One line here per feature. */
export const resources = {
  en: { words, app },
  'zh-CN': { words: wordsZh, app: appZh },
}
