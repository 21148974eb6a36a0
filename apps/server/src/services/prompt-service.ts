import type {
  Draft,
  Prompt,
  PromptContent,
  PromptVersion,
  RouteBody,
  RouteQuery,
  RouteResponse,
  Routes,
} from '@trialogue/contract'
import type { Store } from '@trialogue/store'

type PageQuery = RouteQuery<Routes['listPrompts']>
type VersionQuery = RouteQuery<Routes['listVersions']>

/** Prompts with their drafts and versions. The rules (numbers without gaps, revisions) are the store's. */
export interface PromptService {
  list(page: PageQuery): Promise<RouteResponse<Routes['listPrompts']>>
  create(input: RouteBody<Routes['createPrompt']>): Promise<{ prompt: Prompt; draft: Draft }>
  /** Throws NOT_FOUND, as do all that name a prompt. */
  get(promptId: string): Promise<Prompt>
  rename(promptId: string, name: string): Promise<Prompt>
  getDraft(promptId: string): Promise<Draft>
  /** Throws CONFLICT with the current `revision` when another write came in between. */
  saveDraft(promptId: string, input: RouteBody<Routes['saveDraft']>): Promise<Draft>
  listVersions(promptId: string, query: VersionQuery): Promise<RouteResponse<Routes['listVersions']>>
  getVersion(promptId: string, number: number): Promise<PromptVersion>
  saveVersion(
    promptId: string,
    input: RouteBody<Routes['saveVersion']>,
  ): Promise<{ version: PromptVersion; draft: Draft }>
  restoreVersion(
    promptId: string,
    number: number,
    message: string,
  ): Promise<{ version: PromptVersion; draft: Draft }>
  /** Gives an empty database its first prompts; does nothing otherwise. */
  seed(samples: readonly { name: string; content: PromptContent }[]): Promise<void>
}

export function createPromptService({ store }: { store: Store }): PromptService {
  const { prompts, drafts, versions } = store
  return {
    list: (page) => prompts.list(page),
    create: (input) => prompts.create(input),
    get: (promptId) => prompts.get(promptId),
    rename: (promptId, name) => prompts.rename(promptId, name),
    getDraft: (promptId) => drafts.get(promptId),
    saveDraft: (promptId, input) => drafts.save(promptId, input),
    listVersions: (promptId, query) => versions.list(promptId, query),
    getVersion: (promptId, number) => versions.get(promptId, number),
    saveVersion: (promptId, input) => versions.save(promptId, input),
    restoreVersion: (promptId, number, message) => versions.restore(promptId, number, message),
    async seed(samples) {
      const existing = await prompts.list({ limit: 1 })
      if (existing.items.length > 0) return
      // The last one made is listed first: the first sample is what a new reader opens.
      for (const { name, content } of [...samples].reverse()) await prompts.create({ name, content })
    },
  }
}
