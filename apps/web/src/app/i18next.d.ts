import type { en as code } from '../features/code/locales/en.ts'
import type { parametersEn } from '../features/compare/locales/parameters-en.ts'
import type { en as tokens } from '../features/compare/tokens/locales/en.ts'
import type { en as gallery } from '../features/gallery/locales/en.ts'
import type { en as history } from '../features/history/locales/en.ts'
import type { en as models } from '../features/models/locales/en.ts'
import type { en as tests } from '../features/tests/locales/en.ts'
import type { en as versions } from '../features/versions/locales/en.ts'
import type { kindsEn } from '../lib/locales/kinds-en.ts'
import type { settingsEn } from './locales/settings-en.ts'
import type { en } from './texts/en.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'app'
    resources: typeof en & {
      code: typeof code
      gallery: typeof gallery
      history: typeof history
      kinds: typeof kindsEn
      models: typeof models
      parameters: typeof parametersEn
      settings: typeof settingsEn
      tests: typeof tests
      tokens: typeof tokens
      versions: typeof versions
    }
  }
}
