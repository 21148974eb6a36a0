import { create } from 'zustand'
import { lazyPart } from '../components/lazy-part.tsx'

const ShortcutList = lazyPart(async () => (await import('./shortcut-list.tsx')).ShortcutList)

type ShortcutHelpState = {
  readonly isOpen: boolean
  readonly show: () => void
  readonly setOpen: (isOpen: boolean) => void
}

/** Whether the list of shortcuts is open: the rail opens it, and a key. */
export const useShortcutHelp = create<ShortcutHelpState>()((set) => ({
  isOpen: false,
  show: () => set({ isOpen: true }),
  setOpen: (isOpen) => set({ isOpen }),
}))

/** The list of keyboard shortcuts, fetched when it is opened. */
export function ShortcutHelp() {
  const { isOpen, setOpen } = useShortcutHelp()
  return isOpen ? <ShortcutList onClose={() => setOpen(false)} /> : null
}
