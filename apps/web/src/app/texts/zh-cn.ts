import { zhCN as code } from '../../features/code/locales/zh-CN.ts'
import { zhCN as compare } from '../../features/compare/locales/zh-CN.ts'
import { zhCN as tokens } from '../../features/compare/tokens/locales/zh-CN.ts'
import { zhCN as compose } from '../../features/compose/locales/zh-CN.ts'
import { zhCN as family } from '../../features/family/locales/zh-CN.ts'
import { zhCN as gallery } from '../../features/gallery/locales/zh-CN.ts'
import { zhCN as history } from '../../features/history/locales/zh-CN.ts'
import { zhCN as palette } from '../../features/palette/locales/zh-CN.ts'
import { zhCN as versions } from '../../features/versions/locales/zh-CN.ts'
import type { Texts } from '../../lib/i18n.ts'
import { zhCN as words } from '../../lib/locales/zh-CN.ts'
import { zhCN as app } from '../locales/zh-CN.ts'
import type { en } from './en.ts'

/** All texts in Chinese: one line per feature, as in `en.ts`. */
export const zhCN = {
  words,
  app,
  compose,
  versions,
  compare,
  tokens,
  family,
  gallery,
  history,
  code,
  palette,
} satisfies Texts<typeof en>
