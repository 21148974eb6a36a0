/** One training document. A text sample is what a base model reads; a conversation is turns in order. */
export type Sample =
  | {
      readonly form: 'text'
      readonly text: string
      /** Parts that follow from what stands before them, [from, to) in the text; they count in full. Default: all of it. */
      readonly answers?: readonly (readonly [from: number, to: number])[]
    }
  | {
      readonly form: 'conversation'
      readonly turns: readonly { readonly role: 'system' | 'user' | 'assistant'; readonly text: string }[]
    }

export type Stage = 'base' | 'instruct' | 'dialog'

/** The held-out split uses number signatures, names and instruction phrasings that training never shows. */
export type Split = 'train' | 'held-out'
