import type { Generation } from '@trialogue/contract'

/** Whether it does not go on, unless somebody has an interrupted one continued. */
export function hasEnded({ status }: Pick<Generation, 'status'>): boolean {
  return status === 'completed' || status === 'failed' || status === 'interrupted'
}
