import { create } from 'zustand'

export const paletteCommandId = 'help.palette'

type PaletteState = { readonly isOpen: boolean; readonly setOpen: (isOpen: boolean) => void }

/** Whether the command palette is open. */
export const usePalette = create<PaletteState>()((set) => ({
  isOpen: false,
  setOpen: (isOpen) => set({ isOpen }),
}))
