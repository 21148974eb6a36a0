/** The texts of a column's parameters. */
export const parametersEn = {
  reset: 'Reset all',
  copy: 'Copy to all columns',
  greedy: 'Greedy',
  greedyHint: 'Always the likeliest token: temperature 0, nothing else in its way.',
  reason: {
    greedy:
      'At temperature 0 the likeliest token is always taken, so top p, min p, top k and the seed change nothing.',
    onlyOne: 'Top k 1 leaves one token to take, so temperature, top p, min p and the seed change nothing.',
    elsewhere: 'The server that runs this model does not take: {{names}}.',
    here: 'This model does not take: {{names}}.',
  },
  off: 'Off',
  temperature: 'Temperature',
  temperatureHint:
    '0 always takes the most likely token; higher values spread the choice. Double-click a label for its default.',
  topP: 'Top p',
  topPHint: 'Picks among the likeliest tokens that together have this probability. 1 is off.',
  topK: 'Top k',
  topKHint: 'Picks among this many of the likeliest tokens. Empty is off.',
  minP: 'Min p',
  minPHint: 'Leaves out tokens less likely than this share of the likeliest one. 0 is off.',
  repetitionPenalty: 'Repetition penalty',
  repetitionPenaltyHint: 'Above 1 makes tokens that occurred already less likely. 1 is off.',
  maxTokens: 'Token limit',
  maxTokensHint: 'The most that one call may write.',
  seed: 'Seed',
  seedHint:
    'The same seed, model and prompt write the same text; with “Exact”, whatever else runs. Empty draws a new one for each run.',
  random: 'Random',
  exact: 'Exact',
  exactHint:
    'The same tokens whatever else runs. Slower: the text is computed on its own, not together with others.',
  stop: 'Stop at',
  stopHint: 'Writing ends before any of these. \\n stands for a line break.',
  stopField: 'Stop sequence {{number}}',
  stopAdd: 'Add',
  stopRemove: 'Remove stop sequence {{number}}',
} as const
