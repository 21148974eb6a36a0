import { addTexts } from '../../../lib/i18n.ts'
import { en } from './locales/en.ts'
import { zhCN } from './locales/zh-CN.ts'

// These views are fetched when they are looked at, and so are their texts: the files that are asked for import this one.
addTexts('tokens', { en, 'zh-CN': zhCN })
