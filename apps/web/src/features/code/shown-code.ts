import { create } from 'zustand'
import type { CodeSubject } from '../../lib/code-subject.ts'

type ShownCode = {
  readonly subject: CodeSubject | null
  readonly show: (subject: CodeSubject) => void
  readonly close: () => void
}

/** What the code dialog shows; null while it is closed. Pages open it for what is in sight. */
export const useShownCode = create<ShownCode>()((set) => ({
  subject: null,
  show: (subject) => set({ subject }),
  close: () => set({ subject: null }),
}))
