/** One turn of a conversation, as in a training sample. */
export type Turn = { readonly role: 'system' | 'user' | 'assistant'; readonly text: string }

export const user = (text: string): Turn => ({ role: 'user', text })
export const assistant = (text: string): Turn => ({ role: 'assistant', text })
