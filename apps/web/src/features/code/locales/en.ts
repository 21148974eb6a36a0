export const en = {
  title: 'Get code',
  description: 'Asks the same of this server, by way of its OpenAI-compatible API.',
  model: 'Model',
  modelOption: '{{number}}: {{name}}',
  languages: 'Language',
  language: {
    curl: 'curl',
    'typescript-fetch': 'TypeScript, fetch',
    'typescript-openai': 'TypeScript, package openai',
    python: 'Python',
    'python-openai': 'Python, package openai',
  },
  region: 'Code in {{language}}',
  reading: 'Reading the list of models…',
  copy: 'Copy code',
  hint: {
    curl: 'For a POSIX shell. The key is read from TRIALOGUE_KEY; any will do while there are no accounts.',
    'typescript-fetch':
      'Needs no package. The key is read from TRIALOGUE_KEY; any will do while there are no accounts.',
    'typescript-openai':
      'Needs the package openai. The key is read from TRIALOGUE_KEY; any will do while there are no accounts.',
    python: 'Needs no package. The key is read from TRIALOGUE_KEY; any will do while there are no accounts.',
    'python-openai':
      'Needs the package openai. The key is read from TRIALOGUE_KEY; any will do while there are no accounts.',
  },
  remark: {
    'one-chain':
      'This asks for one chain of thought. The playground draws several and takes the answer that most of them give.',
    'one-sample': 'This asks for one sample. The playground draws several, each with the next seed.',
    'first-call-of-several':
      'This is the first call. The playground goes on with a call for each question that it lists.',
    'likeliest-branch':
      'This follows the likeliest first token. The playground goes on from other first tokens as well.',
  },
} as const
