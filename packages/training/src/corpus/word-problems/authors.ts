/** Authors whose lists the models are trained on. */
export const trainingAuthors = [
  'ada',
  'boris',
  'carmen',
  'dmitri',
  'elif',
  'femi',
  'ivan',
  'june',
  'kofi',
  'lena',
  'marco',
  'nina',
  'omar',
  'petra',
  'quinn',
] as const

/** Authors whose lists never reach training: the test of wording by somebody else. */
export const heldOutAuthors = ['greta', 'hugo', 'ruth'] as const
