import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { PromptContent } from '@trialogue/contract'
import { client } from '../client.ts'

/** The latest 200 prompts, the most recently changed first. */
export const promptsQuery = queryOptions({
  queryKey: ['prompts'],
  queryFn: ({ signal }) => client.listPrompts({ query: { limit: 200 }, signal }),
})

export function promptQuery(promptId: string) {
  return queryOptions({
    queryKey: ['prompts', promptId],
    queryFn: ({ signal }) => client.getPrompt({ params: { promptId }, signal }),
  })
}

/** Makes a prompt with a first draft. */
export function useCreatePrompt() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: { name: string; content: PromptContent }) => client.createPrompt({ body }),
    onSuccess: ({ prompt }) => {
      queryClient.setQueryData(promptQuery(prompt.id).queryKey, prompt)
      return queryClient.invalidateQueries({ queryKey: promptsQuery.queryKey, exact: true })
    },
  })
}

/** Renames a prompt. */
export function useRenamePrompt(promptId: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (name: string) => client.renamePrompt({ params: { promptId }, body: { name } }),
    onSuccess: (prompt) => {
      queryClient.setQueryData(promptQuery(promptId).queryKey, prompt)
      return queryClient.invalidateQueries({ queryKey: promptsQuery.queryKey, exact: true })
    },
  })
}
