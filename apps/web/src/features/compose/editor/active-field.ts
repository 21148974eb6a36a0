import { create } from 'zustand'
import { placeKey, type TemplatePlace } from './template-place.ts'

/** The template field that was used last, and what is selected in it, in UTF-16 offsets. */
type ActiveField = { readonly place: TemplatePlace; readonly from: number; readonly to: number }

/** What "make variable" works on: kept while a menu or a dialog has the focus. */
export const useActiveField = create<{ readonly active: ActiveField | null }>()(() => ({ active: null }))

export function activateField(place: TemplatePlace, from: number, to: number): void {
  const { active } = useActiveField.getState()
  const isSame =
    active !== null && active.from === from && active.to === to && placeKey(active.place) === placeKey(place)
  if (!isSame) useActiveField.setState({ active: { place, from, to } })
}

/** For the text fields that hold a template: tells what is selected in them. */
export function selectionOf(place: TemplatePlace) {
  return (event: { readonly currentTarget: HTMLTextAreaElement }) => {
    const { selectionStart, selectionEnd } = event.currentTarget
    activateField(place, selectionStart, selectionEnd)
  }
}
