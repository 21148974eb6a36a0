/** What each kind of model does, and how to prompt it. */
export const kindsEn = {
  how: 'How to prompt it',
  example: 'For example',
  base: {
    does: 'A base model goes on with a text. It does not know that it is being asked.',
    how: 'Write the beginning of a text whose natural continuation is the answer: some examples in one form, and a last one that is not finished. Name a stop sequence, for it does not know when to end.',
    example: 'English: cheese\nFrench: fromage\n\nEnglish: bread\nFrench:',
  },
  instruct: {
    does: 'An instruct model carries out one instruction and stops when it is done.',
    how: 'Say what to do and what the answer should look like, then give the material. It reads everything as one message, the examples too.',
    example: 'Translate into French. Answer with one word.\n\nbread',
  },
  dialog: {
    does: 'A dialog model takes its turn in a conversation and heeds what was said before.',
    how: 'Put the rules that always hold into the system text. Show examples as turns that were taken already, and ask in the last one.',
    example: 'User: cheese\nAssistant: fromage\nUser: bread',
  },
} as const
