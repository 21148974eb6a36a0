/** The work that is not saved yet, as one side of a comparison. */
export const draftSide = 'draft'

/** A version's number, or the draft. */
export type VersionSide = number | typeof draftSide

/** What is looked at: a version alone, or beside the one it is compared with. It is a part of the page's address. */
export type VersionView = {
  readonly shown: VersionSide
  /** What `shown` is compared with; null shows it alone. */
  readonly before: VersionSide | null
}
