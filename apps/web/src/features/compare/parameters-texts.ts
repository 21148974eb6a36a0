import { addTexts } from '../../lib/i18n.ts'
import { parametersEn } from './locales/parameters-en.ts'
import { parametersZhCN } from './locales/parameters-zh-cn.ts'

// The form is fetched when it is opened, and so are its texts: the files that use them import this one.
addTexts('parameters', { en: parametersEn, 'zh-CN': parametersZhCN })
