import {
  AppError,
  type Draft,
  type ErrorRecord,
  type PromptContent,
  type PromptVersion,
} from '@trialogue/contract'
import { createContext, useContext } from 'react'
import { create } from 'zustand'
import { isSame } from './is-same.ts'
import { scopeContent, writeScoped } from './prompt-scope.ts'

/**
 * Where the text on screen stands. `saved`: on the server. `saving`: on its way or about to be. `kept-here`: the server
 * cannot be reached, the browser keeps it and sends it later. `conflict`: another window wrote first; both are kept.
 */
export type SaveState = 'saved' | 'saving' | 'kept-here' | 'conflict'

export type OpenPrompt = {
  readonly promptId: string
  readonly content: PromptContent
  /** What the server's draft holds, and its revision: `content` is unsent while it is another object. */
  readonly sentContent: PromptContent
  readonly revision: number
  /** Version that `content` was edited from, null before the first save; `baseContent` is what it holds. */
  readonly baseVersion: number | null
  readonly baseContent: PromptContent | null
}

/** What the server had when unsent work was restored after a crash, to go back to. */
type Restored = Pick<OpenPrompt, 'content' | 'baseVersion' | 'baseContent'> & {
  /** When the restored work was written down, in milliseconds since 1970. */
  readonly keptAt: number
}

type Workspace = {
  readonly open: OpenPrompt | null
  readonly saveState: SaveState
  /** Why the server does not take the draft, while it is kept here. */
  readonly saveError: ErrorRecord | null
  readonly restored: Restored | null
  /** The column whose own prompt is being edited as `content.body`; null: the prompt that all columns share. */
  readonly scope: string | null
  /**
   * Every edit goes through here: gets the content, as it is for the column in `scope`, returns the changed one (the same
   * object changes nothing).
   */
  readonly update: (change: (content: PromptContent) => PromptContent) => void
  /** Shows a draft and the content of its base version, in place of what was open. */
  readonly openDraft: (draft: Draft, baseContent: PromptContent | null) => void
  /** Goes on from a version that was just saved; what was typed since is kept as an edit of it. */
  readonly continueFrom: (draft: Draft, baseContent: PromptContent | null) => void
  /** Goes on from an old version as it is: the parent of the next version that is saved. */
  readonly editFrom: (version: PromptVersion) => void
  readonly close: () => void
}

const closed = { open: null, saveState: 'saved', saveError: null, restored: null, scope: null } as const

/** The open prompt: the one place where compose, compare and versions meet. `drafts.ts` sends it to the server. */
export const useWorkspace = create<Workspace>()((set) => ({
  ...closed,
  update: (change) =>
    set((state) => {
      if (state.open === null) return state
      const content = writeScoped(state.open.content, state.scope, change)
      return content === state.open.content ? state : { open: { ...state.open, content } }
    }),
  openDraft: (draft, baseContent) => set({ ...closed, open: toOpenPrompt(draft, baseContent) }),
  continueFrom: (draft, baseContent) =>
    set((state) => {
      if (state.open?.promptId !== draft.promptId) return state
      const open = toOpenPrompt(draft, baseContent)
      const { content } = state.open
      const isAll = isSameContent(content, draft.content)
      return {
        open: isAll ? open : { ...open, content },
        saveState: isAll ? 'saved' : 'saving',
        saveError: null,
        restored: null,
      }
    }),
  editFrom: ({ promptId, number, content }) =>
    set(({ open }) =>
      open?.promptId === promptId
        ? { open: { ...open, content, baseVersion: number, baseContent: content } }
        : {},
    ),
  close: () => set(closed),
}))

/** The open prompt. Only for what is shown while one is open. */
export function useOpenPrompt(): OpenPrompt {
  return useWorkspace(({ open }) => requireOpen(open))
}

/** Puts whole content in place of the open prompt's, whichever prompt is being edited. */
export function replaceContent(content: PromptContent): void {
  useWorkspace.setState(({ open }) => (open === null ? {} : { open: { ...open, content } }))
}

/** Around the parts of the page that edit: there `content.body` is the prompt that is being edited. */
export const EditorScope = createContext(false)

/** A part of the open prompt's content; renders again only when that part changes. */
export function useContent<Part>(select: (content: PromptContent) => Part): Part {
  const isEditor = useContext(EditorScope)
  return useWorkspace(({ open, scope }) =>
    select(scopeContent(requireOpen(open).content, isEditor ? scope : null)),
  )
}

/** The whole content as it stands. Only while a prompt is open. */
export function readWholeContent(): PromptContent {
  return requireOpen(useWorkspace.getState().open).content
}

/** The content as the editor shows it, for what happens outside of rendering; null while no prompt is open. */
export function readEditedContent(): PromptContent | null {
  const { open, scope } = useWorkspace.getState()
  return open === null ? null : scopeContent(open.content, scope)
}

/** Whether the server does not have the content yet. */
export function isUnsent(open: OpenPrompt | null): open is OpenPrompt {
  return open !== null && open.content !== open.sentContent
}

/** Whether the open prompt differs from the version it was edited from; true while it has no version. */
export function isEdited(open: OpenPrompt): boolean {
  return open.baseContent === null || !isSameContent(open.content, open.baseContent)
}

/** Whether two contents say the same, whatever the order of their keys. */
export function isSameContent(a: PromptContent, b: PromptContent): boolean {
  return isSame(a, b)
}

function toOpenPrompt(draft: Draft, baseContent: PromptContent | null): OpenPrompt {
  const { promptId, content, baseVersion, revision } = draft
  return { promptId, content, sentContent: content, revision, baseVersion, baseContent }
}

function requireOpen(open: OpenPrompt | null): OpenPrompt {
  if (open === null) throw new AppError('INTERNAL', 'No prompt is open. Open one first.')
  return open
}
