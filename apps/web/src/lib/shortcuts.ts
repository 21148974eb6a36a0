type Shortcut = {
  readonly id: string
  /**
   * What is pressed: `Ctrl` stands for ⌘ on Apple machines as well, a space stands between keys pressed one after the
   * other. Each entry is another way to the same. No Alt: AltGr writes characters.
   */
  readonly keys: readonly string[]
  /** Fields have a use of their own for these keys. */
  readonly isForFields?: boolean
}

/** Every key of the page: the listener, the palette and the help dialog read this one table. */
export const shortcuts = [
  { id: 'run-all', keys: ['Ctrl+Enter'] },
  { id: 'run-column', keys: ['Ctrl+Shift+Enter'] },
  { id: 'stop', keys: ['Esc'] },
  { id: 'save-version', keys: ['Ctrl+S'] },
  { id: 'compare-parent', keys: ['Ctrl+D'], isForFields: true },
  { id: 'undo', keys: ['Ctrl+Z'], isForFields: true },
  { id: 'redo', keys: ['Ctrl+Shift+Z', 'Ctrl+Y'], isForFields: true },
  { id: 'palette', keys: ['Ctrl+K'] },
  { id: 'next-region', keys: ['F6'] },
  { id: 'previous-region', keys: ['Shift+F6'] },
  { id: 'go-playground', keys: ['G P'] },
  { id: 'go-tests', keys: ['G T'] },
  { id: 'go-models', keys: ['G M'] },
  { id: 'go-gallery', keys: ['G G'] },
  { id: 'go-history', keys: ['G H'] },
  { id: 'go-settings', keys: ['G S'] },
  { id: 'help', keys: ['?', 'Ctrl+/'] },
] as const satisfies readonly Shortcut[]

export type ShortcutId = (typeof shortcuts)[number]['id']

/** What a key press means: a whole shortcut, or the first key of one. */
export type KeyMeaning = {
  readonly id: ShortcutId | null
  /** The key itself, to be given as `before` with the next one; empty when nothing begins with it. */
  readonly begins: string
  /** Whether it would be text in a field, so that it counts only outside of one. */
  readonly isText: boolean
}

const all: readonly (Shortcut & { readonly id: ShortcutId })[] = shortcuts

/** Reads a key press; `before` is the key that began a shortcut just before it, empty for none. */
export function readKey(event: KeyboardEvent, before: string): KeyMeaning | null {
  const key = spellKey(event)
  if (key === null) return null
  const has = (shortcut: Shortcut, keys: string) => shortcut.keys.includes(keys)
  const found =
    (before === '' ? undefined : all.find((shortcut) => has(shortcut, `${before} ${key}`))) ??
    all.find((shortcut) => has(shortcut, key))
  const begins = all.some(({ keys }) => keys.some((one) => one.startsWith(`${key} `))) ? key : ''
  if (found === undefined && begins === '') return null
  const isText = key.length === 1 || found?.isForFields === true
  return { id: found?.id ?? null, begins, isText }
}

/** The keys as the table writes them; null with Alt. */
function spellKey(event: KeyboardEvent): string | null {
  if (event.altKey) return null
  const key = nameKey(event)
  // Which keys write a sign differs from keyboard to keyboard: `?` is Shift and something almost everywhere.
  const isSign = key.length === 1 && !/[A-Z0-9]/.test(key)
  const parts = [event.ctrlKey || event.metaKey ? 'Ctrl' : '', event.shiftKey && !isSign ? 'Shift' : '', key]
  return parts.filter((part) => part !== '').join('+')
}

function nameKey({ key, code }: KeyboardEvent): string {
  if (key === 'Escape') return 'Esc'
  // A keyboard that writes Cyrillic or Greek has the Latin letter on the key all the same.
  const [, letter] = /^Key([A-Z])$/.exec(code) ?? []
  if (letter !== undefined && key.length === 1 && key > '\u007f') return letter
  return key.length === 1 ? key.toUpperCase() : key
}
