import { z } from 'zod'
import { idSchema, modelIdSchema, timestampSchema } from './ids.ts'
import { parametersSchema } from './parameters.ts'
import { reasoningSchema } from './reasoning.ts'

/** `text`: one free text. `data`: a few-shot table and a last row to complete. `chat`: turns. */
export const promptTypeSchema = z.enum(['text', 'data', 'chat'])
export type PromptType = z.infer<typeof promptTypeSchema>

/** `question-answer` wraps the text as `Q: … A:` for a base model to continue; `plain` leaves it as written. */
export const completionFrameSchema = z.enum(['question-answer', 'plain'])
export type CompletionFrame = z.infer<typeof completionFrameSchema>

/** A template: text with `{{placeholders}}`. */
const templateSchema = z.string().max(200_000)
/** Ids of rows, turns and columns inside a prompt: made by the page, unique within it. */
const localIdSchema = z.string().min(1).max(64)
const headerSchema = z.string().max(200)

export const textPartSchema = z.strictObject({ template: templateSchema })

/** A worked example: one cell per input header, the reasoning (may be empty), the output. */
export const fewShotExampleSchema = z.strictObject({
  id: localIdSchema,
  isEnabled: z.boolean(),
  inputs: z.array(templateSchema),
  reasoning: templateSchema,
  output: templateSchema,
})
export type FewShotExample = z.infer<typeof fewShotExampleSchema>

/** The data prompt: headers are the prefixes used in the prompt; `query` is the last row, one cell per input header. */
export const dataPartSchema = z.strictObject({
  preamble: templateSchema,
  inputHeaders: z.array(headerSchema).min(1).max(10),
  outputHeader: headerSchema,
  examples: z.array(fewShotExampleSchema).max(500),
  query: z.array(templateSchema).min(1).max(10),
})
export type DataPart = z.infer<typeof dataPartSchema>

export const chatRoleSchema = z.enum(['user', 'assistant'])
export const chatTurnSchema = z.strictObject({
  id: localIdSchema,
  role: chatRoleSchema,
  template: templateSchema,
})
export type ChatTurn = z.infer<typeof chatTurnSchema>
/** Another way the conversation went on: turns that stand aside, so that none is lost while a new way is tried. */
export const chatBranchSchema = z.strictObject({
  id: localIdSchema,
  /** The turn that it follows, null for the beginning. That turn may be part of another branch. */
  afterTurnId: localIdSchema.nullable(),
  /** Its place among all ways on from that turn, from 0. The way in force has the one place that no branch has. */
  place: z.int().min(0),
  turns: z.array(chatTurnSchema).min(1).max(500),
})
export type ChatBranch = z.infer<typeof chatBranchSchema>

export const chatPartSchema = z.strictObject({
  /** The conversation as the model gets it. */
  turns: z.array(chatTurnSchema).max(500),
  branches: z.array(chatBranchSchema).max(500).default([]),
})
export type ChatPart = z.infer<typeof chatPartSchema>

/**
 * What is asked, apart from who is asked. All three parts are kept, whichever type is active,
 * so that switching the type loses no keystroke.
 */
export const promptBodySchema = z.strictObject({
  type: promptTypeSchema,
  system: templateSchema,
  completionFrame: completionFrameSchema,
  text: textPartSchema,
  data: dataPartSchema,
  chat: chatPartSchema,
})
export type PromptBody = z.infer<typeof promptBodySchema>

/** What fills a variable. A list of pairs, not an object: names such as `__proto__` are only names. */
export const variableValueSchema = z.strictObject({
  name: z.string().min(1).max(200),
  value: z.string().max(200_000),
})
export type VariableValue = z.infer<typeof variableValueSchema>

/** One column of the comparison. */
export const columnSchema = z.strictObject({
  id: localIdSchema,
  modelId: modelIdSchema,
  parameters: parametersSchema,
  /** A prompt of its own; null reads the one that all columns share. */
  body: promptBodySchema.nullable().default(null),
})
export type Column = z.infer<typeof columnSchema>

/** Everything a version snapshots and a draft carries. */
export const promptContentSchema = z.strictObject({
  body: promptBodySchema,
  values: z.array(variableValueSchema).max(500),
  /** The answer expected for these values, to measure how likely a model finds it; empty for none. */
  reference: z.string().max(200_000).default(''),
  reasoning: reasoningSchema,
  columns: z.array(columnSchema).min(1).max(8),
  samples: z.int().min(1).max(8),
})
export type PromptContent = z.infer<typeof promptContentSchema>

export const promptSchema = z.strictObject({
  id: idSchema,
  name: z.string().min(1).max(200),
  latestVersion: z.int().positive().nullable(),
  createdAt: timestampSchema,
  updatedAt: timestampSchema,
})
export type Prompt = z.infer<typeof promptSchema>

/** What the timeline shows of a version. */
export const promptVersionSummarySchema = z.strictObject({
  id: idSchema,
  promptId: idSchema,
  number: z.int().positive(),
  /** The version it was edited from; null for the first. */
  parentNumber: z.int().positive().nullable(),
  /** Set when this version was made by restoring an older one. */
  restoredFromNumber: z.int().positive().nullable(),
  message: z.string(),
  /** SHA-256 of the content's canonical JSON. */
  contentSha256: z.string(),
  createdAt: timestampSchema,
})
export type PromptVersionSummary = z.infer<typeof promptVersionSummarySchema>

/** An immutable, numbered snapshot. */
export const promptVersionSchema = promptVersionSummarySchema.extend({ content: promptContentSchema })
export type PromptVersion = z.infer<typeof promptVersionSchema>

/** Unsaved work, kept on the server. `revision` rises by one with each write; a write names the one it read. */
export const draftSchema = z.strictObject({
  promptId: idSchema,
  revision: z.int().positive(),
  /** The version the draft was edited from; null before the first save. */
  baseVersion: z.int().positive().nullable(),
  content: promptContentSchema,
  updatedAt: timestampSchema,
})
export type Draft = z.infer<typeof draftSchema>
