import type { en as tokens } from '../features/compare/tokens/locales/en.ts'
import type { en as gallery } from '../features/gallery/locales/en.ts'
import type { en as history } from '../features/history/locales/en.ts'
import type { en as versions } from '../features/versions/locales/en.ts'
import type { en } from './texts/en.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'app'
    resources: typeof en & {
      gallery: typeof gallery
      history: typeof history
      tokens: typeof tokens
      versions: typeof versions
    }
  }
}
