import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Button } from '../components/button.tsx'
import { Notice } from '../components/notice.tsx'
import { forgetTimeline } from '../lib/queries/versions.ts'
import { resolveConflict } from '../lib/resolve-conflict.ts'
import { useErrorText } from '../lib/use-error-text.ts'
import { useWorkspace } from '../lib/workspace.ts'

/** Two windows wrote: asks which one to go on with. The other one becomes a version. */
export function ConflictNotice({ promptId }: { readonly promptId: string }) {
  const { t } = useTranslation('app')
  const errorText = useErrorText()
  const queryClient = useQueryClient()
  const isConflict = useWorkspace(({ saveState }) => saveState === 'conflict')
  const resolve = useMutation({
    mutationFn: (take: 'mine' | 'theirs') => resolveConflict(take, t('conflict.message')),
    onSettled: () => forgetTimeline(queryClient, promptId),
  })
  if (!isConflict) return null
  return (
    <div role="alert" className="border-border border-b p-2">
      <Notice
        tone="info"
        actions={
          <>
            <Button size="small" disabled={resolve.isPending} onClick={() => resolve.mutate('mine')}>
              {t('conflict.mine')}
            </Button>
            <Button size="small" disabled={resolve.isPending} onClick={() => resolve.mutate('theirs')}>
              {t('conflict.theirs')}
            </Button>
          </>
        }
      >
        {t('conflict.text')}
        {resolve.error === null ? null : <p className="text-failure">{errorText(resolve.error)}</p>}
      </Notice>
    </div>
  )
}
