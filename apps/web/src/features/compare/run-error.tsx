import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { useErrorText } from '../../lib/use-error-text.ts'
import { useContent } from '../../lib/workspace.ts'
import { useRunStore } from './run-store.ts'

/** Why nothing was started or stopped, above the run bar until it is closed, the prompt is edited, or the next try. */
export function RunError() {
  const { t } = useTranslation('words')
  const errorText = useErrorText()
  const error = useRunStore((state) => state.error)
  const content = useContent((whole) => whole)
  // An edit may well have been the answer to it.
  useEffect(() => () => useRunStore.setState({ error: null }), [content])
  if (error === null) return null
  return (
    <div role="alert" className="border-border border-t p-2">
      <Notice
        tone="failure"
        actions={
          <Button size="small" onClick={() => useRunStore.setState({ error: null })}>
            {t('action.close')}
          </Button>
        }
      >
        {errorText(error)}
      </Notice>
    </div>
  )
}
