export const en = {
  title: 'Trialogue',
} as const
