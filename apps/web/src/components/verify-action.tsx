import { useMutation } from '@tanstack/react-query'
import type { Generation, Verification } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { client } from '../lib/client.ts'
import { useErrorText } from '../lib/use-error-text.ts'
import { Button } from './button.tsx'
import { Notice } from './notice.tsx'

/** Runs a generation again as it was recorded, and says whether the same came out. Only for one that has ended by itself. */
export function VerifyAction({ generation }: { readonly generation: Generation }) {
  const { t } = useTranslation('words')
  const errorText = useErrorText()
  const verify = useMutation({
    mutationFn: () => client.verifyGeneration({ params: { generationId: generation.id } }),
  })
  if (!canVerify(generation)) return null
  return (
    <div className="mb-3 flex flex-col items-start gap-2">
      <Button
        size="small"
        title={t('verify.hint')}
        disabled={verify.isPending}
        onClick={() => verify.mutate()}
      >
        {verify.isPending ? t('verify.running') : t('verify.run')}
      </Button>
      <div aria-live="polite" className="w-full">
        {verify.isError ? <Notice tone="failure">{errorText(verify.error)}</Notice> : null}
        {verify.data === undefined ? null : <Outcome verification={verify.data} />}
      </div>
    </div>
  )
}

function Outcome({ verification }: { readonly verification: Verification }) {
  const { t } = useTranslation('words')
  if (verification.identical) return <Notice tone="info">{t(`verify.identical.${verification.mode}`)}</Notice>
  const { differsAtToken, expected, actual, mode } = verification
  return (
    <Notice tone="failure">
      <p>{t('verify.differs', { number: differsAtToken + 1 })}</p>
      {mode === 'fast' ? <p className="text-muted">{t('verify.fastHint')}</p> : null}
      <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-2 font-mono text-code">
        <dt className="text-muted">{t('verify.expected')}</dt>
        <dd className="whitespace-pre-wrap break-words">{expected.text}</dd>
        <dt className="text-muted">{t('verify.actual')}</dt>
        <dd className="whitespace-pre-wrap break-words">{actual.text}</dd>
      </dl>
    </Notice>
  )
}

function canVerify({ status, finishReason, steps }: Generation): boolean {
  return (
    status === 'completed' && finishReason !== 'cancelled' && steps.every(({ tokenIds }) => tokenIds !== null)
  )
}
