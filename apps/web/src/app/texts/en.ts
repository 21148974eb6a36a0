import { en as code } from '../../features/code/locales/en.ts'
import { en as compare } from '../../features/compare/locales/en.ts'
import { en as tokens } from '../../features/compare/tokens/locales/en.ts'
import { en as compose } from '../../features/compose/locales/en.ts'
import { en as family } from '../../features/family/locales/en.ts'
import { en as gallery } from '../../features/gallery/locales/en.ts'
import { en as history } from '../../features/history/locales/en.ts'
import { en as palette } from '../../features/palette/locales/en.ts'
import { en as versions } from '../../features/versions/locales/en.ts'
import { en as words } from '../../lib/locales/en.ts'
import { en as app } from '../locales/en.ts'

/** All texts in English: one namespace per feature, `words` for what they have in common. One line here per feature. */
export const en = { words, app, compose, versions, compare, tokens, family, gallery, history, code, palette }
