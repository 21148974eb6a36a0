/** The work that is not saved yet, as one side of a comparison. */
export const draftSide = 'draft'

/** A version's number, or the draft. */
export type ComparedSide = number | typeof draftSide

export type ComparedPair = { readonly before: ComparedSide; readonly after: ComparedSide }
