import {
  Boxes,
  Columns3,
  FlaskConical,
  GalleryVerticalEnd,
  History,
  type LucideIcon,
  Settings,
} from 'lucide-react'
import type { ShortcutId } from '../lib/shortcuts.ts'

type Page = {
  /** Its name is `app:page.<id>`. */
  readonly id: 'playground' | 'tests' | 'models' | 'gallery' | 'history' | 'settings'
  readonly path: '/' | '/tests' | '/models' | '/gallery' | '/history' | '/settings'
  /** Beginnings of addresses that belong to it, besides its own. */
  readonly under: readonly string[]
  readonly icon: LucideIcon
  readonly shortcut: ShortcutId
}

/** The places of the app: the rail, the menu of small screens and the command palette read this one list. */
export const pages: readonly Page[] = [
  { id: 'playground', path: '/', under: ['/p/'], icon: Columns3, shortcut: 'go-playground' },
  { id: 'tests', path: '/tests', under: [], icon: FlaskConical, shortcut: 'go-tests' },
  { id: 'models', path: '/models', under: [], icon: Boxes, shortcut: 'go-models' },
  { id: 'gallery', path: '/gallery', under: [], icon: GalleryVerticalEnd, shortcut: 'go-gallery' },
  { id: 'history', path: '/history', under: ['/runs/'], icon: History, shortcut: 'go-history' },
  { id: 'settings', path: '/settings', under: [], icon: Settings, shortcut: 'go-settings' },
]

/** The page that an address belongs to; undefined for none. */
export function pageOf(pathname: string): Page | undefined {
  return pages.find(
    ({ path, under }) => path === pathname || under.some((begin) => pathname.startsWith(begin)),
  )
}
