/** The element of a token within its strip. */
export function findTokenElement(strip: HTMLElement | null, place: number): HTMLElement | null {
  return strip?.querySelector<HTMLElement>(`[data-place="${place}"]`) ?? null
}

/** The place of the token that an event is about; null outside of tokens. */
export function placeOfToken(target: EventTarget): number | null {
  const element = target instanceof Element ? target.closest('[data-place]') : null
  return element === null ? null : Number(element.getAttribute('data-place'))
}
