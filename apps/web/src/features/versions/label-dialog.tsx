import { useQuery } from '@tanstack/react-query'
import { labelNameSchema, latestLabel, suggestedLabels, type VersionLabel } from '@trialogue/contract'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Field } from '../../components/field.tsx'
import { TextField } from '../../components/text-field.tsx'
import { labelsQuery, useMoveLabel } from '../../lib/queries/labels.ts'
import { useOpenPrompt } from '../../lib/workspace.ts'
import { LabelRow } from './label-row.tsx'

type Props = { readonly number: number; readonly onClose: () => void }

/** Puts labels on a version or takes them away; tells where each has been. */
export function LabelDialog({ number, onClose }: Props) {
  const { t } = useTranslation('versions')
  const { promptId } = useOpenPrompt()
  const labels = useQuery(labelsQuery(promptId))
  const move = useMoveLabel(promptId)
  const [note, setNote] = useState('')
  const places = placesOf(labels.data?.items ?? [])
  const put = (name: string, versionNumber: number | null) =>
    move.mutate({ name, versionNumber, note: note.trim() }, { onSuccess: () => setNote('') })
  return (
    <Dialog
      isOpen
      title={t('labels.title', { number })}
      description={t('labels.text')}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
    >
      <div className="flex flex-col gap-4">
        <ul className="flex flex-col border-border border-b">
          {[...places].map(([name, label]) => (
            <LabelRow
              key={name}
              name={name}
              label={label}
              here={number}
              isPending={move.isPending}
              onMove={(versionNumber) => put(name, versionNumber)}
            />
          ))}
        </ul>
        <NewLabel known={places} isPending={move.isPending} onAdd={(name) => put(name, number)} />
        <Field label={t('labels.note')} hint={t('labels.noteHint')}>
          {(ids) => (
            <TextField
              {...ids}
              value={note}
              maxLength={2000}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
        {labels.error === null ? null : <ErrorNotice error={labels.error} />}
        {move.error === null ? null : <ErrorNotice error={move.error} />}
      </div>
    </Dialog>
  )
}

type NewLabelProps = {
  readonly known: ReadonlyMap<string, VersionLabel | null>
  readonly isPending: boolean
  readonly onAdd: (name: string) => void
}

function NewLabel({ known, isPending, onAdd }: NewLabelProps) {
  const { t } = useTranslation('versions')
  const [name, setName] = useState('')
  const isRight = labelNameSchema.safeParse(name).success
  const isWrong = name !== '' && !isRight
  function submit(event: FormEvent) {
    event.preventDefault()
    if (!isRight || isPending) return
    onAdd(name)
    setName('')
  }
  return (
    <form onSubmit={submit}>
      <Field
        label={t('labels.own')}
        hint={<span className={isWrong ? 'text-failure' : undefined}>{t('labels.ownHint')}</span>}
      >
        {(ids) => (
          <div className="flex gap-2">
            <TextField
              {...ids}
              value={name}
              maxLength={36}
              autoCapitalize="none"
              autoComplete="off"
              spellCheck={false}
              aria-invalid={isWrong}
              className="font-mono text-code!"
              onChange={(event) => setName(event.target.value)}
            />
            <Button type="submit" disabled={!isRight || isPending}>
              {t(known.get(name) ? 'labels.move' : 'labels.put')}
            </Button>
          </div>
        )}
      </Field>
    </form>
  )
}

/** Where each label is that a person may set, null for suggestions that are nowhere yet; by name. */
function placesOf(labels: readonly VersionLabel[]): ReadonlyMap<string, VersionLabel | null> {
  const set = labels.filter(({ name }) => name !== latestLabel)
  const names = [...new Set([...suggestedLabels, ...set.map(({ name }) => name)])]
  return new Map(names.map((name) => [name, set.find((label) => label.name === name) ?? null]))
}
