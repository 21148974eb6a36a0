import type { editor } from 'monaco-editor/editor'
import { deferEdit, forgetEdit } from '../../../lib/deferred-edits.ts'

/** What else shows the text, and it is much, follows when typing pauses for so long, and in any case after so long. */
const pauseMs = 120
const longestMs = 800

/**
 * Tells what is typed into a Monaco model, not at each key: Monaco shows it at once, the rest of the page would keep the
 * next key waiting. Texts between words are told too, so that an undo goes word by word.
 */
export function tellEdits(model: editor.ITextModel, tell: (text: string) => void) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let begunAt = 0
  let words: string[] = []
  let isPending = false

  /** Whether there was anything to tell. */
  const flush = (): boolean => {
    clearTimeout(timer)
    forgetEdit(flush)
    if (!isPending) return false
    isPending = false
    const texts = [...words, model.getValue()]
    words = []
    for (const text of texts) tell(text)
    return true
  }

  return {
    flush,
    notice(changes: readonly editor.IModelContentChange[]) {
      const now = performance.now()
      if (!isPending) begunAt = now
      isPending = true
      deferEdit(flush)
      const [change] = changes
      if (changes.length === 1 && change !== undefined && endsWord(model, change)) {
        words.push(withoutChange(model.getValue(), change))
      }
      clearTimeout(timer)
      timer = setTimeout(flush, now - begunAt > longestMs ? 0 : pauseMs)
    },
  }
}

/** Whether a change is the blank after a word. */
function endsWord(model: editor.ITextModel, { rangeLength, rangeOffset, text }: editor.IModelContentChange) {
  if (rangeLength > 0 || !/^\s/.test(text)) return false
  const { lineNumber, column } = model.getPositionAt(rangeOffset)
  return /\S/.test(model.getLineContent(lineNumber)[column - 2] ?? '')
}

function withoutChange(after: string, { rangeOffset, text }: editor.IModelContentChange): string {
  return after.slice(0, rangeOffset) + after.slice(rangeOffset + text.length)
}
