import './texts.ts'
import { useQuery } from '@tanstack/react-query'
import { type Model, toErrorRecord } from '@trialogue/contract'
import { type CodeLanguage, codeLanguages, type WrittenCode, writeCode } from '@trialogue/prompt'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CopyButton } from '../../components/copy-button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Field } from '../../components/field.tsx'
import { Notice } from '../../components/notice.tsx'
import { Select } from '../../components/select.tsx'
import type { CodeSubject, CodeVariant } from '../../lib/code-subject.ts'
import { modelsQuery } from '../../lib/queries/models.ts'
import { useErrorText } from '../../lib/use-error-text.ts'

const languages = Object.keys(codeLanguages).filter((name): name is CodeLanguage => name in codeLanguages)
const storageKey = 'trialogue.code-language'

type CodeDialogProps = { readonly subject: CodeSubject; readonly onClose: () => void }

/** The code that asks one of the models in sight the same, by way of this server's API. */
export function CodeDialog({ subject, onClose }: CodeDialogProps) {
  const { t } = useTranslation('code')
  return (
    <Dialog
      isOpen
      size="large"
      title={t('title')}
      description={t('description')}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
    >
      <ShownCode subject={subject} />
    </Dialog>
  )
}

function ShownCode({ subject }: { readonly subject: CodeSubject }) {
  const { t } = useTranslation('code')
  const { data } = useQuery(modelsQuery)
  const [shownId, setShownId] = useState(subject.shownId)
  const [language, setLanguage] = useState(readLanguage)
  const variant = subject.variants.find(({ id }) => id === shownId) ?? subject.variants[0]
  const models = data?.items ?? []
  const nameOf = ({ modelId }: CodeVariant) => models.find(({ id }) => id === modelId)?.name ?? modelId
  if (variant === undefined) return null
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <div className="grid gap-3 tablet:grid-cols-2">
        <Field label={t('languages')}>
          {(ids) => (
            <Select
              {...ids}
              value={language}
              options={languages.map((value) => ({ value, label: t(`language.${value}`) }))}
              onChange={(next) => {
                localStorage.setItem(storageKey, next)
                setLanguage(next)
              }}
            />
          )}
        </Field>
        <Field label={t('model')}>
          {(ids) => (
            <Select
              {...ids}
              value={variant.id}
              onChange={setShownId}
              disabled={subject.variants.length === 1}
              options={subject.variants.map((one, index) => ({
                value: one.id,
                label: t('modelOption', { number: index + 1, name: nameOf(one) }),
              }))}
            />
          )}
        </Field>
      </div>
      <CodeOf language={language} variant={variant} models={models} isRead={data !== undefined} />
    </div>
  )
}

type CodeOfProps = {
  readonly language: CodeLanguage
  readonly variant: CodeVariant
  readonly models: readonly Model[]
  /** Whether the list of models is there. */
  readonly isRead: boolean
}

function CodeOf({ language, variant, models, isRead }: CodeOfProps) {
  const { t } = useTranslation('code')
  const errorText = useErrorText()
  const model = models.find(({ id }) => id === variant.modelId)
  const kind = variant.modelKind ?? model?.kind
  if (kind === undefined) {
    return isRead ? (
      <Notice tone="failure">{errorText({ code: 'MODEL_NOT_FOUND', message: '', details: {} })}</Notice>
    ) : (
      <p className="pt-2 text-muted">{t('reading')}</p>
    )
  }
  const heedsThinking = model?.capabilities.thinking ?? false
  const written = tryWriting(language, { ...variant, kind, heedsThinking })
  if ('error' in written) return <Notice tone="failure">{errorText(written.error)}</Notice>
  return (
    <div className="flex min-w-0 flex-col gap-2">
      {written.remarks.map((remark) => (
        <Notice key={remark} tone="info">
          {t(`remark.${remark}`)}
        </Notice>
      ))}
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={t('region', { language: t(`language.${language}`) })}
        className="max-h-[50dvh] overflow-auto rounded-ui border border-border bg-page p-3 -outline-offset-2"
      >
        <pre className="font-mono text-code">{written.code}</pre>
      </section>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="min-w-0 flex-1 basis-64 text-muted text-small">{t(`hint.${language}`)}</p>
        <CopyButton look="primary" label={t('copy')} text={() => written.code} />
      </div>
    </div>
  )
}

type Writable = CodeVariant & { readonly kind: Model['kind']; readonly heedsThinking: boolean }

/** A prompt that is not ready has no code: a value may be missing. */
function tryWriting(language: CodeLanguage, variant: Writable): WrittenCode | { readonly error: unknown } {
  try {
    return writeCode(language, variant, `${location.origin}/v1`)
  } catch (thrown) {
    return { error: toErrorRecord(thrown) }
  }
}

function readLanguage(): CodeLanguage {
  const stored = localStorage.getItem(storageKey)
  return languages.find((language) => language === stored) ?? 'curl'
}
