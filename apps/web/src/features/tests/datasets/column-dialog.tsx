import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../components/button.tsx'
import { Dialog } from '../../../components/dialog.tsx'
import { Field } from '../../../components/field.tsx'
import { TextField } from '../../../components/text-field.tsx'
import type { EditedColumn } from './dataset-edits.ts'
import { RoleSelect } from './role-select.tsx'

type ColumnDialogProps = {
  readonly column: EditedColumn
  readonly isNew: boolean
  /** Names that are taken. */
  readonly others: readonly string[]
  readonly onTake: (column: EditedColumn) => void
  /** Null where it is the last one. */
  readonly onRemove: (() => void) | null
  readonly onClose: () => void
}

/** What a column is called and what it is for. */
export function ColumnDialog({ column, isNew, others, onTake, onRemove, onClose }: ColumnDialogProps) {
  const { t } = useTranslation('tests')
  const words = useTranslation('words')
  const formId = useId()
  const [edited, setEdited] = useState(column)
  const name = edited.name.trim()
  const isTaken = others.includes(name)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name !== '' && !isTaken) onTake({ ...edited, name })
  }
  return (
    <Dialog
      isOpen
      title={isNew ? t('dataset.addColumn') : t('dataset.column')}
      onOpenChange={onClose}
      footer={
        <>
          {onRemove === null || isNew ? null : (
            <Button look="danger" className="mr-auto" onClick={onRemove}>
              {t('dataset.removeColumn')}
            </Button>
          )}
          <Button onClick={onClose}>{words.t('action.cancel')}</Button>
          <Button look="primary" type="submit" form={formId} aria-disabled={name === '' || isTaken}>
            {isNew ? t('dataset.addColumn') : t('dataset.changeColumn')}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className="flex flex-col gap-4">
        <Field label={t('dataset.columnName')} {...(isTaken ? { hint: t('dataset.nameTaken') } : {})}>
          {(ids) => (
            <TextField
              {...ids}
              maxLength={200}
              aria-invalid={isTaken}
              value={edited.name}
              onChange={(event) => setEdited({ ...edited, name: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('dataset.role')} hint={t(`roleHint.${edited.role}`)}>
          {(ids) => (
            <RoleSelect {...ids} role={edited.role} onChange={(role) => setEdited({ ...edited, role })} />
          )}
        </Field>
      </form>
    </Dialog>
  )
}
