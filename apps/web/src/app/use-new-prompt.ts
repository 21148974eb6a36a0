import { useNavigate } from '@tanstack/react-router'
import type { PromptContent } from '@trialogue/contract'
import { blankContent } from '@trialogue/prompt'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useCreatePrompt } from '../lib/queries/prompts.ts'

type Beginning = { readonly name: string; readonly content: PromptContent }

/** Makes a prompt from a filled beginning, or an empty one for null, and opens it. */
export function useNewPrompt(): {
  readonly make: (beginning: Beginning | null, onMade?: () => void) => void
  readonly isPending: boolean
  readonly error: Error | null
} {
  const { t } = useTranslation('app')
  const navigate = useNavigate()
  const { mutate, isPending, error } = useCreatePrompt()
  const make = useCallback(
    (beginning: Beginning | null, onMade?: () => void) => {
      const { name, content } = beginning ?? { name: t('picker.newName'), content: blankContent }
      mutate(
        { name, content },
        {
          onSuccess: ({ prompt }) => {
            onMade?.()
            void navigate({ to: '/p/$promptId', params: { promptId: prompt.id } })
          },
        },
      )
    },
    [mutate, navigate, t],
  )
  return { make, isPending, error }
}
