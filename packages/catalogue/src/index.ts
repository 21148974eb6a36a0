export { findBundledModels } from './find-bundled-models.ts'
export type { LocalModel } from './local-model.ts'
export { verifyModel } from './verify-model.ts'
export { writeManifest } from './write-manifest.ts'
