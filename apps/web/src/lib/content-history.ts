import type { PromptContent } from '@trialogue/contract'
import { create } from 'zustand'
import { type Change, locateChange } from './locate-change.ts'
import { findTextChange } from './text-change.ts'
import { replaceContent, useWorkspace } from './workspace.ts'

/** What a step took away, to be offered back: `area` says where on the page, `text` says what, in the reader's language. */
type StepNotice = { readonly area: string; readonly text: string }

type Step = {
  /** What an undo (of `past`) or redo (of `future`) goes to. */
  readonly content: PromptContent
  readonly notice: StepNotice | null
}

type ContentHistory = {
  readonly past: readonly Step[]
  readonly future: readonly Step[]
}

const none: ContentHistory = { past: [], future: [] }
const maxSteps = 300
/** Typing that pauses for longer begins a new step. */
const pauseMs = 1_000
/** An edit of more characters at once is a paste or a file, and a step of its own. */
const longestTyping = 16

type Typing = { readonly place: string; readonly isRemoval: boolean; readonly at: number }

/** The steps back and forth through the open prompt's content: one history for all fields, settings and columns. */
export const useContentHistory = create<ContentHistory>()(() => none)

/** What the edit that is going on will be remembered with, and whether it is an undo, which is not an edit. */
let pendingNotice: StepNotice | null = null
let isTravelling = false
let typing: Typing | null = null

/**
 * Remembers every edit of the open prompt, typing word by word. Another prompt begins with an empty history. Returns the
 * function that stops it.
 */
export function startContentHistory(): () => void {
  return useWorkspace.subscribe(({ open }, { open: previous }) => {
    if (open?.promptId !== previous?.promptId) {
      typing = null
      useContentHistory.setState(none)
      return
    }
    if (open === null || previous === null || isTravelling || open.content === previous.content) return
    remember(previous.content, open.content)
  })
}

/** An edit that takes something away: until the next edit `notice` stands in its area, with an offer to undo. */
export function updateWithNotice(
  change: (content: PromptContent) => PromptContent,
  notice: StepNotice,
): void {
  pendingNotice = notice
  useWorkspace.getState().update(change)
  pendingNotice = null
}

/** Takes the last step back. Gives what it changed, null when there is no step. */
export function undo(): Change | 'many' | null {
  const { past, future } = useContentHistory.getState()
  return travel(past, (from, rest) => ({ past: rest, future: [...future, from] }))
}

/** Takes the last undone step again. Gives what it changed, null when there is none. */
export function redo(): Change | 'many' | null {
  const { past, future } = useContentHistory.getState()
  return travel(future, (from, rest) => ({ past: [...past, from], future: rest }))
}

function travel(
  steps: readonly Step[],
  leave: (from: Step, rest: readonly Step[]) => ContentHistory,
): Change | 'many' | null {
  const step = steps.at(-1)
  const { open } = useWorkspace.getState()
  if (step === undefined || open === null) return null
  typing = null
  isTravelling = true
  replaceContent(step.content)
  isTravelling = false
  useContentHistory.setState(leave({ content: open.content, notice: null }, steps.slice(0, -1)))
  return locateChange(open.content, step.content)
}

function remember(before: PromptContent, after: PromptContent): void {
  const change = locateChange(before, after)
  // Saving a version gives the same content as new objects.
  if (change === null) return
  if (continuesTyping(change) && pendingNotice === null) {
    if (useContentHistory.getState().future.length > 0) useContentHistory.setState({ future: [] })
    return
  }
  useContentHistory.setState(({ past }) => ({
    past: [...past, { content: before, notice: pendingNotice }].slice(-maxSteps),
    future: [],
  }))
}

/** Whether a change is one more character of what is being typed; keeps in mind what is. */
function continuesTyping(change: Change | 'many'): boolean {
  const last = typing
  typing = null
  if (change === 'many' || change.text === null) return false
  const { before, after } = change.text
  const { from, removed, added } = findTextChange(before, after)
  if (removed.length > longestTyping || added.length > longestTyping) return false
  typing = { place: change.place, isRemoval: added === '', at: performance.now() }
  const isNewWord = /^\s/.test(added) && /\S/.test(after[from - 1] ?? '')
  return (
    last !== null &&
    last.place === typing.place &&
    last.isRemoval === typing.isRemoval &&
    typing.at - last.at < pauseMs &&
    !isNewWord
  )
}
