import { en as compare } from '../../features/compare/locales/en.ts'
import { en as compose } from '../../features/compose/locales/en.ts'
import { en as family } from '../../features/family/locales/en.ts'
import { en as palette } from '../../features/palette/locales/en.ts'
import { en as words } from '../../lib/locales/en.ts'
import { en as app } from '../locales/en.ts'

/**
 * The texts of the first screen in English: one namespace per feature, `words` for what they have in common. A feature
 * that is fetched later brings its own (`lib/i18n.ts`, `addTexts`) and has a line in `i18next.d.ts`.
 */
export const en = { words, app, compose, compare, family, palette }
