// Runs before the first paint, so that a dark page never flashes light. It is a file of its own because the
// Content-Security-Policy allows no inline script. `lib/theme.ts` and `lib/language.ts` write what it reads.
;(() => {
  const read = (key) => {
    try {
      return localStorage.getItem(key)
    } catch {
      return null
    }
  }
  const choice = read('trialogue.theme')
  const isDark =
    choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.theme = isDark ? 'dark' : 'light'
  const language = read('trialogue.language')
  if (language !== null) document.documentElement.lang = language
})()
