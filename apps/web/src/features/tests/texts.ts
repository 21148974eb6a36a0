import { addTexts } from '../../lib/i18n.ts'
import { en } from './locales/en.ts'
import { zhCN } from './locales/zh-CN.ts'

// This feature is fetched when it is needed, and so are its texts: the files that are asked for import this one.
addTexts('tests', { en, 'zh-CN': zhCN })
