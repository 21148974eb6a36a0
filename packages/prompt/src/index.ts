export type { CodeRemark } from './code/api-calls.ts'
export type { CodeInput } from './code/code-input.ts'
export { codeLanguages } from './code/registry.ts'
export { type CodeLanguage, type WrittenCode, writeCode } from './code/write-code.ts'
export { type AnswerTally, tallyAnswers } from './extraction/decide-answer.ts'
export { extractAnswer } from './extraction/extract-answer.ts'
export { listSubquestions } from './extraction/list-subquestions.ts'
export { isSameAnswer } from './extraction/same-answer.ts'
export { splitReasoning } from './extraction/split-reasoning.ts'
export { splitThinking } from './extraction/split-thinking.ts'
export { expandRun, type PlannedGeneration } from './planning/expand-run.ts'
export type { DoneStep, ExtractedAnswer, GenerationPlan, StepPlan } from './planning/generation-plan.ts'
export { type PlanInput, planGeneration } from './planning/plan-generation.ts'
export type { ModelTraits, StrategyAvailability, UnavailableReason } from './reasoning/define-strategy.ts'
export {
  countPaths,
  type PathsAvailability,
  pathsAvailability,
  strategyAvailability,
} from './reasoning/registry.ts'
export { extractionTriggers, reasoningTriggers } from './reasoning/triggers.ts'
export { framePrompt } from './rendering/chat-frame.ts'
export { locateParts } from './rendering/locate-parts.ts'
export { appendReference } from './rendering/reference-text.ts'
export { blankContent } from './samples/blank-content.ts'
export {
  type ExpectedOutput,
  type GallerySample,
  type GalleryTopic,
  galleryTopics,
} from './samples/gallery/gallery-sample.ts'
export { gallerySamples } from './samples/gallery/gallery-samples.ts'
export type { SamplePrompt } from './samples/sample-prompt.ts'
export { samplePrompts } from './samples/sample-prompts.ts'
export { escapeTemplate } from './template/escape-template.ts'
export { countExtractable, extractVariable } from './template/extract-variable.ts'
export { fillTemplate } from './template/fill-template.ts'
export { findVariables } from './template/filled-prompt.ts'
export { findAllVariables } from './template/find-all-variables.ts'
export {
  findHiddenCharacters,
  type HiddenCharacter,
  type HiddenCharacterKind,
  removeHiddenCharacters,
} from './template/hidden-characters.ts'
export { findTemplateProblems, locateVariables } from './template/inspect-template.ts'
export { isVariableName, type TemplateProblem, type TemplateVariable } from './template/parse-template.ts'
export { renameVariable } from './template/rename-variable.ts'
