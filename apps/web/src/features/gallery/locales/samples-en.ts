/** What each sample is called and what it teaches, in English. */
export const samplesEn = {
  'review-told': {
    title: 'Sentiment by instruction',
    lesson:
      'Name the labels in the request. The instruct model answers with the label alone, the dialog model in a sentence.',
  },
  'spam-told': {
    title: 'Spam or not spam',
    lesson: 'When one label contains the other, read the whole answer before you count it as a match.',
  },
  'past-tense': {
    title: 'Into the past tense',
    lesson: 'Put the task first and the text on a line of its own, so that the model cannot mix them up.',
  },
  'list-of-three': {
    title: 'A list of three',
    lesson:
      'A number and a plural in the request decide on the form of the answer. Try “colors” or “animals”.',
  },
  'plain-sum': {
    title: 'A plain sum',
    lesson: 'Change the numbers and watch in the token view how sure the model is of each digit.',
  },
  'person-facts': {
    title: 'Facts into fields',
    lesson: 'Ask for fields by name and you get lines that a program can read.',
  },
  'person-summary': {
    title: 'One sentence of three',
    lesson: 'Say how long the summary may be. The model keeps name, job and city, and drops the hobby.',
  },
  'passage-question': {
    title: 'A question about a passage',
    lesson: 'Text, then question, each behind its word. The answer is read, not remembered.',
  },
  'passage-open-end': {
    title: 'The same for a base model',
    lesson:
      'Write a page that breaks off where the answer would stand. A stop sequence ends it with the line.',
  },
  'one-example': {
    title: 'One example',
    lesson:
      'A single row shows a base model the form of the answer. A stop sequence keeps it from inventing more rows.',
  },
  'review-examples': {
    title: 'Four examples and an instruction',
    lesson: 'The same table for all three kinds. Look at what each of them really reads.',
  },
  'spam-examples': {
    title: 'Spam by examples',
    lesson: 'No instruction at all: examples of both labels define the task.',
  },
  'plural-examples': {
    title: 'A rule that nobody names',
    lesson:
      'Three pairs are enough for the model to see the rule. Swap them for another rule and see when it breaks.',
  },
  'summary-examples': {
    title: 'Summaries of one form',
    lesson:
      'Examples fix the form more exactly than any description: the third summary is built like the first two.',
  },
  'story-beginning': {
    title: 'How a story goes on',
    lesson:
      'A base model needs no request. Raise the temperature and run several samples to see other ways on.',
  },
  'open-list': {
    title: 'A list that breaks off',
    lesson:
      'End with “3.” and the likeliest next text is a third entry. The form of the prompt is the instruction.',
  },
  'dialog-script': {
    title: 'A base model plays a part',
    lesson: 'Written as a script, a prompt makes a base model talk. This is all that a chat template does.',
  },
  'question-frame': {
    title: 'The question frame',
    lesson:
      'Between “Q:” and “A:” a base model answers, right or wrong. Take the stop sequence away and it goes on asking itself.',
  },
  'asked-directly': {
    title: 'Asked directly',
    lesson: 'Two steps in one go are too much for a small model: it guesses. Then turn on chain-of-thought.',
  },
  'step-by-step': {
    title: 'Let’s think step by step',
    lesson: 'Five words before the answer, and the same models get the same problem right.',
  },
  'direct-or-steps': {
    title: 'Direct beside step by step',
    lesson:
      'One model in two columns. Only the end of the prompt differs: the first answer is wrong, the second one right.',
  },
  'base-step-by-step': {
    title: 'A base model reasons',
    lesson:
      'The invitation stands after “A:”, as the beginning of its own answer, for it continues and does not obey.',
  },
  'other-trigger': {
    title: 'Other words for it',
    lesson: 'Choose another trigger from the menu and compare. “First,” is not enough for these models.',
  },
  'worked-steps': {
    title: 'Worked examples',
    lesson: 'Few-shot chain-of-thought: examples that show their steps teach the model to show its own.',
  },
  'bare-or-worked': {
    title: 'Bare answers beside worked ones',
    lesson:
      'The same two examples. With bare numbers the model guesses a number, with the steps it calculates.',
  },
  'plan-first': {
    title: 'Plan, then solve',
    lesson:
      'Ask for a plan before the steps. These models skip the plan and still calculate; larger ones write it.',
  },
  'many-chains': {
    title: 'Five chains vote',
    lesson:
      'Self-consistency: draw several chains of thought, count the answers and keep the most frequent one.',
  },
  'likely-branches': {
    title: 'Reasoning without asking for it',
    lesson:
      'CoT-decoding leaves the prompt alone. It goes on from other first tokens and keeps the surest answer.',
  },
  'remembered-name': {
    title: 'What is my name?',
    lesson: 'The first turn answers the last one. Delete it and see what the model makes up.',
  },
  'remembered-color': {
    title: 'A fact from before',
    lesson:
      'A model remembers nothing. It reads the whole conversation again, so what it should know must stand there.',
  },
  'are-you-sure': {
    title: 'Are you sure?',
    lesson:
      'A wrong answer stands in the history. Doubt it and ask for steps: the model checks and corrects it.',
  },
  'explain-afterwards': {
    title: 'Explain it afterwards',
    lesson:
      'Steps after the answer explain it but cannot improve it any more. Compare with asking for them first.',
  },
  'who-are-you': {
    title: 'Who are you?',
    lesson: 'What a model says of itself was written in its training. It is no look inside.',
  },
  mood: {
    title: 'The tone of an answer',
    lesson: 'Replace “bad” by “great”: one word in your turn changes the tone of the reply.',
  },
} as const
