import { lazy, Suspense } from 'react'
import { useShownCode } from './shown-code.ts'

const CodeDialog = lazy(async () => ({ default: (await import('./code-dialog.tsx')).CodeDialog }))

/** The code dialog, fetched when it is opened for the first time. Closed until a page shows some code. */
export function CodeOnDemand() {
  const { subject, close } = useShownCode()
  if (subject === null) return null
  return (
    <Suspense>
      <CodeDialog subject={subject} onClose={close} />
    </Suspense>
  )
}
