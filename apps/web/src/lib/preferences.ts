import { create } from 'zustand'

type Preferences = {
  /** Whether keys without Ctrl do something outside of fields (WCAG 2.1.4 asks that this can be switched off). */
  readonly hasSingleKeys: boolean
  /** Whether the rail shows words beside its icons. */
  readonly isRailWide: boolean
}

const storageKey = 'trialogue.preferences'
const defaults: Preferences = { hasSingleKeys: true, isRailWide: false }

/** What a person chose about this browser's page, apart from theme and language. */
export const usePreferences = create<Preferences>()(readPreferences)

export function setPreference(change: Partial<Preferences>): void {
  usePreferences.setState(change)
  localStorage.setItem(storageKey, JSON.stringify(usePreferences.getState()))
}

function readPreferences(): Preferences {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '{}')
    const read = (name: keyof Preferences): boolean => {
      const value: unknown = typeof stored === 'object' && stored !== null ? Reflect.get(stored, name) : null
      return typeof value === 'boolean' ? value : defaults[name]
    }
    return { hasSingleKeys: read('hasSingleKeys'), isRailWide: read('isRailWide') }
  } catch {
    return defaults
  }
}
