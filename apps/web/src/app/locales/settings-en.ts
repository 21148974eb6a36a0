/** The texts of the settings. */
export const settingsEn = {
  look: 'Appearance',
  rail: 'Names beside the icons',
  railHint: 'In the bar at the left, on wide screens.',
  singleKeys: 'Keys without Ctrl',
  singleKeysHint:
    'Such as “?” for help, or “G” and then “H” for the history. They never work in text fields.',
  showKeys: 'Show all shortcuts',
  kept: 'What is kept where',
  keptText:
    'Nothing that you write or that a model answers leaves the machine that runs the server, unless you ask a model of a server that you connected: that one reads the prompt.',
  keptWhat: {
    prompts: 'Prompts, versions, drafts',
    runs: 'Runs and their outputs',
    models: 'Models',
    unsent: 'What was not sent yet',
    preferences: 'Settings on this page',
  },
  keptWhere: {
    prompts: 'On the server, in one SQLite file in its data folder.',
    runs: 'On the server, in the same file: every output with the exact input and the seed.',
    models:
      'On the server, as files. The Wren family comes with Trialogue. Keys of servers are kept there too, encrypted.',
    unsent: 'In this browser, until the server has it. It outlives a crash of the browser.',
    preferences: 'In this browser only, together with the prompt that you opened last.',
  },
} as const
