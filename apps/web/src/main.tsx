import './lib/zod-without-eval.ts'

import './styles/theme.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { resources } from './app/i18n.ts'
import { createI18n, readLanguage } from './lib/i18n.ts'
import { followSystemTheme } from './lib/theme.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root.')

const language = readLanguage()
document.documentElement.lang = language
const i18n = createI18n(resources, language)
followSystemTheme()

createRoot(root).render(
  <StrictMode>
    <I18nextProvider i18n={i18n}>{i18n.t('app:title')}</I18nextProvider>
  </StrictMode>,
)
