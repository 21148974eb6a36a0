import { createInstance, type i18n, type Resource, type ResourceKey } from 'i18next'
import { initReactI18next } from 'react-i18next'

export const languages = ['en', 'zh-CN'] as const
export type Language = (typeof languages)[number]

/** The shape of a feature's texts: its `zh-CN.ts` is typed `Texts<typeof en>`, so a missing key does not compile. */
export type Texts<T> = { readonly [Key in keyof T]: T[Key] extends string ? string : Texts<T[Key]> }

const storageKey = 'trialogue.language'

/** Texts of parts that were fetched after the page, by namespace; and the translators that want them. */
const later = new Map<string, Readonly<Record<Language, ResourceKey>>>()
const instances = new Set<i18n>()

/** Adds the texts of a part of the page that comes in a file of its own. Both languages: it may be switched any time. */
export function addTexts(namespace: string, texts: Readonly<Record<Language, ResourceKey>>): void {
  later.set(namespace, texts)
  for (const instance of instances) addTo(instance, namespace, texts)
}

function addTo(instance: i18n, namespace: string, texts: Readonly<Record<Language, ResourceKey>>): void {
  for (const language of languages) {
    if (instance.hasResourceBundle(language, namespace)) continue
    instance.addResourceBundle(language, namespace, texts[language])
  }
}

/** Makes a translator from texts by language and namespace (one namespace per feature). Ready at once. */
export function createI18n(
  resources: Readonly<Partial<Record<Language, Resource[string]>>>,
  language: Language,
): i18n {
  const instance = createInstance({
    resources,
    lng: language,
    fallbackLng: 'en',
    initAsync: false,
    // React escapes already.
    interpolation: { escapeValue: false },
  })
  void instance.use(initReactI18next).init()
  for (const [namespace, texts] of later) addTo(instance, namespace, texts)
  instances.add(instance)
  return instance
}

/** The language chosen earlier, else the browser's when it is Chinese, else English. */
export function readLanguage(): Language {
  const stored = localStorage.getItem(storageKey)
  const known = languages.find((language) => language === stored)
  return known ?? (navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en')
}

/** Switches the page to a language and remembers it. */
export async function chooseLanguage(instance: i18n, language: Language): Promise<void> {
  localStorage.setItem(storageKey, language)
  document.documentElement.lang = language
  await instance.changeLanguage(language)
}
