import { addTexts } from '../../lib/i18n.ts'
import { settingsEn } from '../locales/settings-en.ts'
import { settingsZhCN } from '../locales/settings-zh-cn.ts'

// The settings are fetched when they are opened, and so are their texts.
addTexts('settings', { en: settingsEn, 'zh-CN': settingsZhCN })
