import { authorProbes } from './author-probes.ts'
import { dialogProbes } from './dialog-probes.ts'
import type { Probe } from './probe.ts'
import { problemProbes } from './problem-probes.ts'
import { refusalProbes } from './refusal-probes.ts'
import { taskProbes } from './task-probes.ts'
import { voteProbe } from './vote-probe.ts'

/** Everything that is asked of each model by itself. */
export const probes: readonly Probe[] = [
  ...problemProbes,
  ...authorProbes,
  voteProbe,
  ...taskProbes,
  ...refusalProbes,
  ...dialogProbes,
]
