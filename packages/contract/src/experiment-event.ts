import { z } from 'zod'
import { experimentSchema } from './experiment.ts'
import { gridCellSchema } from './experiment-grid.ts'

/**
 * What happens to an experiment, gathered for a quarter of a second. A stream begins with `experiment.state` and
 * `experiment.stale`, also when a reader comes back: what was missed is read, not told again.
 */
export const experimentEventSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('experiment.state'), experiment: experimentSchema }),
  /** These cells as they are now. */
  z.strictObject({ type: z.literal('experiment.cells'), cells: z.array(gridCellSchema).max(200) }),
  /** More has changed than is told: what is shown of rows and summary is to be read again. */
  z.strictObject({ type: z.literal('experiment.stale') }),
])
export type ExperimentEvent = z.infer<typeof experimentEventSchema>

/** The sequence counts up within one stream; it says nothing to another. */
export const numberedExperimentEventSchema = z.strictObject({
  sequence: z.int().positive(),
  event: experimentEventSchema,
})
export type NumberedExperimentEvent = z.infer<typeof numberedExperimentEventSchema>
