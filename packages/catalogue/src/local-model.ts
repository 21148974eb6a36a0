import type { ModelManifest } from '@trialogue/contract'

/** A model on this machine: its manifest and the absolute path of the folder that holds its files. */
export interface LocalModel {
  readonly manifest: ModelManifest
  readonly folder: string
  /** Whether it came with Trialogue, whose files nobody changes. */
  readonly isBundled?: boolean
}
