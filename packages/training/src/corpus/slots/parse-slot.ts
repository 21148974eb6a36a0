/** What a slot without its number is called, in lower case, and which one it is: "Foods2" is a plural of the second food. */
export type Slot = { readonly stem: string; readonly index: string }

export function parseSlot(slot: string): Slot {
  const [, stem = '', index = ''] = /^([A-Za-z]+)(\d?)$/.exec(slot) ?? []
  return { stem: stem.slice(0, 1).toLowerCase() + stem.slice(1), index }
}
