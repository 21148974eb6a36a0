import { en as code } from '../features/code/locales/en.ts'
import { zhCN as codeZh } from '../features/code/locales/zh-CN.ts'
import { en as compare } from '../features/compare/locales/en.ts'
import { zhCN as compareZh } from '../features/compare/locales/zh-CN.ts'
import { en as tokens } from '../features/compare/tokens/locales/en.ts'
import { zhCN as tokensZh } from '../features/compare/tokens/locales/zh-CN.ts'
import { en as compose } from '../features/compose/locales/en.ts'
import { zhCN as composeZh } from '../features/compose/locales/zh-CN.ts'
import { en as family } from '../features/family/locales/en.ts'
import { zhCN as familyZh } from '../features/family/locales/zh-CN.ts'
import { en as history } from '../features/history/locales/en.ts'
import { zhCN as historyZh } from '../features/history/locales/zh-CN.ts'
import { en as palette } from '../features/palette/locales/en.ts'
import { zhCN as paletteZh } from '../features/palette/locales/zh-CN.ts'
import { en as versions } from '../features/versions/locales/en.ts'
import { zhCN as versionsZh } from '../features/versions/locales/zh-CN.ts'
import { en as words } from '../lib/locales/en.ts'
import { zhCN as wordsZh } from '../lib/locales/zh-CN.ts'
import { en as app } from './locales/en.ts'
import { zhCN as appZh } from './locales/zh-CN.ts'

/** All texts: one namespace per feature, `words` for what they have in common. One line here per feature. */
export const resources = {
  en: { words, app, compose, versions, compare, tokens, family, history, code, palette },
  'zh-CN': {
    words: wordsZh,
    app: appZh,
    compose: composeZh,
    versions: versionsZh,
    compare: compareZh,
    tokens: tokensZh,
    family: familyZh,
    history: historyZh,
    code: codeZh,
    palette: paletteZh,
  },
}
