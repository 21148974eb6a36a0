export const en = {
  title: 'Commands',
  search: 'Search commands, prompts and samples',
  none: 'Nothing fits. Try another word.',
  group: {
    run: 'Run',
    prompt: 'Prompt',
    reasoning: 'Chain-of-thought',
    columns: 'Columns',
    view: 'View',
    go: 'Go to',
    open: 'Open',
    help: 'Help',
  },
} as const
