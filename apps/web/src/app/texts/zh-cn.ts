import { zhCN as compare } from '../../features/compare/locales/zh-CN.ts'
import { zhCN as compose } from '../../features/compose/locales/zh-CN.ts'
import { zhCN as family } from '../../features/family/locales/zh-CN.ts'
import { zhCN as palette } from '../../features/palette/locales/zh-CN.ts'
import type { Texts } from '../../lib/i18n.ts'
import { zhCN as words } from '../../lib/locales/zh-CN.ts'
import { zhCN as app } from '../locales/zh-CN.ts'
import type { en } from './en.ts'

/** The texts of the first screen in Chinese, as in `en.ts`. */
export const zhCN = {
  words,
  app,
  compose,
  compare,
  family,
  palette,
} satisfies Texts<typeof en>
