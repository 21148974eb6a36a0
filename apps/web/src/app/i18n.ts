import type { i18n } from 'i18next'
import { chooseLanguage, type Language, type Texts } from '../lib/i18n.ts'
import type { en } from './texts/en.ts'

/** Fetches all texts of a language: a file of its own, since nobody reads two at once. */
export async function loadTexts(language: Language): Promise<Texts<typeof en>> {
  switch (language) {
    case 'en':
      return (await import('./texts/en.ts')).en
    case 'zh-CN':
      return (await import('./texts/zh-cn.ts')).zhCN
    default:
      return language satisfies never
  }
}

/** Switches the page to a language once its texts have come, and remembers it. */
export async function switchLanguage(instance: i18n, language: Language): Promise<void> {
  try {
    const texts = await loadTexts(language)
    for (const [namespace, some] of Object.entries(texts)) {
      instance.addResourceBundle(language, namespace, some)
    }
    await chooseLanguage(instance, language)
  } catch (reason) {
    // The page stays as it was; the browser's console says why.
    reportError(reason)
  }
}
