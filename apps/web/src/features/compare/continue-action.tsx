import { useQueryClient } from '@tanstack/react-query'
import type { Generation } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button.tsx'
import { continuationOf, continueGeneration } from './branch-actions.ts'
import { generationState } from './generation-state.ts'
import { useRunStore } from './run-store.ts'

/** Goes on with a text that was cut short, by its token limit or by a person. Nothing for one that ended by itself. */
export function ContinueAction({ generation }: { readonly generation: Generation }) {
  const { t } = useTranslation('compare')
  const queryClient = useQueryClient()
  const isStarting = useRunStore(({ pending }) => pending === 'starting')
  const { name } = generationState(generation)
  if ((name !== 'length' && name !== 'stopped') || continuationOf(generation) === null) return null
  return (
    <Button
      size="small"
      title={t('output.continueHint')}
      aria-disabled={isStarting}
      onClick={() => void continueGeneration(queryClient, generation)}
    >
      {t('output.continue')}
    </Button>
  )
}
