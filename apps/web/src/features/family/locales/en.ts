export const en = {
  pick: {
    button: 'Family',
    command: 'Ask all kinds of {{family}}',
    none: 'No family of models is installed.',
    hint: 'One column for each kind of a family, all from the same prompt',
  },
  renderings: {
    button: 'Compare renderings',
    hint: 'What each kind reads, side by side',
    title: 'One prompt, as each {{family}} reads it',
    intro:
      'You write the prompt once. Each kind of model was trained on another form of text, so each reads it in its own.',
    of: 'What {{model}} reads',
    tokens_one: '{{shown}} token',
    tokens_other: '{{shown}} tokens',
  },
  form: {
    base: 'A text that breaks off where the answer begins. The model goes on with it.',
    instruct: 'One message with the whole instruction, in the model’s template. The model answers it.',
    dialog: 'Turns of a conversation, in the model’s template. The model takes the next one.',
  },
  legend: {
    label: 'What the marks mean',
    sample: 'text',
    shared: 'your prompt, the same for all',
    own: 'added for this kind',
    special: 'special token, stands for no text',
  },
} as const
