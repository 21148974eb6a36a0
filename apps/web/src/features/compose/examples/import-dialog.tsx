import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../components/button.tsx'
import { Dialog } from '../../../components/dialog.tsx'
import { Select } from '../../../components/select.tsx'
import { Switch } from '../../../components/switch.tsx'
import { useContent } from '../../../lib/workspace.ts'
import { maxExamples, maxInputs } from './few-shot-edits.ts'
import { hasClash, importExamples, suggestTargets, type Target } from './import-examples.ts'
import type { Records } from './read-records.ts'
import { useData } from './use-data.ts'

type Props = { readonly records: Records; readonly onClose: () => void }

/** Which column of a file goes where, before its rows become examples. */
export function ImportDialog({ records, onClose }: Props) {
  const { t } = useTranslation(['compose', 'words'])
  const data = useContent(({ body }) => body.data)
  const edit = useData()
  const [targets, setTargets] = useState(() => suggestTargets(records.headers, data))
  const [hasHeaders, setHasHeaders] = useState(true)
  const [isReplacing, setIsReplacing] = useState(false)
  const rows = hasHeaders ? records.rows : [records.headers, ...records.rows]
  const headers = hasHeaders
    ? records.headers
    : records.headers.map((_, index) => t('import.column', { number: index + 1 }))
  const { droppedCount, addedCount } = importExamples(data, { headers, rows, targets, isReplacing })
  const problem = hasClash(targets) ? t('import.clash') : addedCount === 0 ? t('import.nothing') : null
  const add = () => {
    edit((before) => importExamples(before, { headers, rows, targets, isReplacing }).data)
    onClose()
  }
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={t('import.title')}
      description={t('import.description')}
      size="large"
      footer={
        <>
          <Button onClick={onClose}>{t('action.cancel', { ns: 'words' })}</Button>
          <Button look="primary" disabled={problem !== null} onClick={add}>
            {t('import.add', { count: addedCount })}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <div className="flex flex-col gap-2">
          {headers.map((header, index) => (
            <FileColumn
              key={index}
              name={header}
              sample={rows.slice(0, 2).map((cells) => cells[index] ?? '')}
              target={targets[index] ?? { part: 'nowhere' }}
              onChange={(target) => setTargets(targets.with(index, target))}
            />
          ))}
        </div>
        {records.format === 'csv' ? (
          <Option isOn={hasHeaders} onChange={setHasHeaders} label={t('import.hasHeaders')} />
        ) : null}
        {data.examples.length > 0 ? (
          <Option
            isOn={isReplacing}
            onChange={setIsReplacing}
            label={t('import.replace', { count: data.examples.length })}
          />
        ) : null}
        {problem === null ? null : <p className="text-failure">{problem}</p>}
        {droppedCount === 0 ? null : (
          <p className="text-muted">{t('import.dropped', { count: droppedCount, most: maxExamples })}</p>
        )}
      </div>
    </Dialog>
  )
}

type OptionProps = {
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
  readonly label: string
}

function Option({ isOn, onChange, label }: OptionProps) {
  return (
    <span className="flex items-center gap-2">
      <Switch isOn={isOn} onChange={onChange} label={label} />
      {label}
    </span>
  )
}

type FileColumnProps = {
  readonly name: string
  readonly sample: readonly string[]
  readonly target: Target
  readonly onChange: (target: Target) => void
}

function FileColumn({ name, sample, target, onChange }: FileColumnProps) {
  const { t } = useTranslation('compose')
  const { inputHeaders, outputHeader } = useContent(({ body }) => body.data)
  const choices: readonly { readonly target: Target; readonly label: string }[] = [
    ...inputHeaders.map((header, index) => ({ target: { part: 'input', index } as const, label: header })),
    ...(inputHeaders.length < maxInputs
      ? [{ target: { part: 'new-input' } as const, label: t('import.newInput') }]
      : []),
    { target: { part: 'reasoning' }, label: t('examples.reasoning') },
    { target: { part: 'output' }, label: outputHeader },
    { target: { part: 'nowhere' }, label: t('import.nowhere') },
  ]
  return (
    <div className="grid grid-cols-1 items-center gap-x-3 gap-y-1 border-border border-b pb-2 tablet:grid-cols-[minmax(0,1fr)_14rem]">
      <div className="min-w-0">
        <p className="truncate font-medium">{name}</p>
        <p className="truncate text-muted text-small">{sample.join(' · ')}</p>
      </div>
      <Select
        aria-label={t('import.target', { name })}
        value={keyOf(target)}
        options={choices.map((choice) => ({ value: keyOf(choice.target), label: choice.label }))}
        onChange={(value) => {
          const chosen = choices.find((choice) => keyOf(choice.target) === value)
          if (chosen !== undefined) onChange(chosen.target)
        }}
      />
    </div>
  )
}

function keyOf(target: Target): string {
  return target.part === 'input' ? `input-${target.index}` : target.part
}
