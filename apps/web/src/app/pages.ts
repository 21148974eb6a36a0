import { Columns3, type LucideIcon } from 'lucide-react'
import type { ShortcutId } from '../lib/shortcuts.ts'

type Page = {
  /** Its name is `app:page.<id>`. */
  readonly id: 'playground'
  readonly path: '/'
  readonly icon: LucideIcon
  readonly shortcut: ShortcutId
}

/** The places of the app: the rail, the menu of small screens and the command palette read this one list. */
export const pages: readonly Page[] = [
  { id: 'playground', path: '/', icon: Columns3, shortcut: 'go-playground' },
]
