import type { Handlers, Services } from './handlers.ts'

type PromptHandlers = Pick<
  Handlers,
  | 'listPrompts'
  | 'createPrompt'
  | 'getPrompt'
  | 'renamePrompt'
  | 'getDraft'
  | 'saveDraft'
  | 'listVersions'
  | 'saveVersion'
  | 'getVersion'
  | 'restoreVersion'
>

export function promptHandlers({ prompts }: Services): PromptHandlers {
  return {
    listPrompts: ({ query }) => prompts.list(query),
    createPrompt: ({ body }) => prompts.create(body),
    getPrompt: ({ params }) => prompts.get(params.promptId),
    renamePrompt: ({ params, body }) => prompts.rename(params.promptId, body.name),
    getDraft: ({ params }) => prompts.getDraft(params.promptId),
    saveDraft: ({ params, body }) => prompts.saveDraft(params.promptId, body),
    listVersions: ({ params, query }) => prompts.listVersions(params.promptId, query),
    saveVersion: ({ params, body }) => prompts.saveVersion(params.promptId, body),
    getVersion: ({ params }) => prompts.getVersion(params.promptId, params.number),
    restoreVersion: ({ params, body }) =>
      prompts.restoreVersion(params.promptId, params.number, body.message),
  }
}
