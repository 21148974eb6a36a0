/** An answer, cleaned, and where it stands in the text: from `from` up to, not including, `to`. */
export interface LocatedAnswer {
  readonly answer: string
  readonly from: number
  readonly to: number
}
