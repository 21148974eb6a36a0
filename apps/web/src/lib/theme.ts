import { create } from 'zustand'

export const themeChoices = ['system', 'light', 'dark'] as const
export type ThemeChoice = (typeof themeChoices)[number]
export type Theme = 'light' | 'dark'

const storageKey = 'trialogue.theme'
const darkQuery = '(prefers-color-scheme: dark)'

type ThemeState = { choice: ThemeChoice; theme: Theme; choose: (choice: ThemeChoice) => void }

/** The chosen theme and the one in force. `public/theme.js` sets the first one before the page is painted. */
export const useTheme = create<ThemeState>()((set) => ({
  choice: readChoice(),
  theme: resolveTheme(readChoice()),
  choose: (choice) => {
    localStorage.setItem(storageKey, choice)
    set({ choice, theme: applyTheme(choice) })
  },
}))

/** Follows the system while the choice is `system`. Returns the function that stops it. */
export function followSystemTheme(): () => void {
  const query = matchMedia(darkQuery)
  const follow = () => {
    const { choice } = useTheme.getState()
    if (choice === 'system') useTheme.setState({ theme: applyTheme(choice) })
  }
  query.addEventListener('change', follow)
  return () => query.removeEventListener('change', follow)
}

function readChoice(): ThemeChoice {
  const stored = localStorage.getItem(storageKey)
  return themeChoices.find((choice) => choice === stored) ?? 'system'
}

function resolveTheme(choice: ThemeChoice): Theme {
  if (choice !== 'system') return choice
  return matchMedia(darkQuery).matches ? 'dark' : 'light'
}

function applyTheme(choice: ThemeChoice): Theme {
  const theme = resolveTheme(choice)
  document.documentElement.dataset['theme'] = theme
  return theme
}
