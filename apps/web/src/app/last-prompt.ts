import type { QueryClient } from '@tanstack/react-query'
import { client } from '../lib/client.ts'
import { promptsQuery } from '../lib/queries/prompts.ts'
import { samplesQuery } from '../lib/queries/samples.ts'

const storageKey = 'trialogue.last-prompt'

export function rememberLastPrompt(promptId: string): void {
  localStorage.setItem(storageKey, promptId)
}

/** Where a visit begins: the prompt opened last, else the one changed last; on the first visit a filled sample. */
export async function findFirstPrompt(queryClient: QueryClient): Promise<string | null> {
  const { items } = await queryClient.fetchQuery({ ...promptsQuery, staleTime: 0 })
  const last = localStorage.getItem(storageKey)
  const known = items.find(({ id }) => id === last) ?? items[0]
  if (known !== undefined) return known.id
  const [sample] = await queryClient.fetchQuery(samplesQuery)
  if (sample === undefined) return null
  const { prompt } = await client.createPrompt({ body: sample })
  return prompt.id
}
