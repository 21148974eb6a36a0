import type { DataPart, FewShotExample } from '@trialogue/contract'
import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../components/icon-button.tsx'
import { Switch } from '../../components/switch.tsx'
import { TextArea } from '../../components/text-area.tsx'
import {
  type CellColumn,
  cellColumns,
  moveExample,
  pasteCells,
  readCell,
  removeExample,
  setExampleEnabled,
  writeCell,
} from './few-shot-edits.ts'
import { isTable, parseTable } from './parse-table.ts'

type Props = {
  readonly data: DataPart
  readonly example: FewShotExample
  readonly index: number
  readonly onChange: (data: DataPart) => void
}

/** One worked example: its cells one under the other, each beside its header, so that long texts stay readable. */
export function ExampleRow({ data, example, index, onChange }: Props) {
  const { t } = useTranslation('compose')
  const number = index + 1
  return (
    <li className="rounded-ui border border-border bg-surface p-2">
      <div className="mb-1 flex items-center gap-1">
        <Switch
          isOn={example.isEnabled}
          label={t('examples.enabled', { number })}
          onChange={(isEnabled) => onChange(setExampleEnabled(data, example.id, isEnabled))}
        />
        <span className="flex-1 truncate pl-1 font-medium text-small">
          {t('examples.example', { number })}
          {example.isEnabled ? null : <span className="font-normal text-muted"> · {t('examples.off')}</span>}
        </span>
        <IconButton
          icon={ArrowUp}
          size="small"
          label={t('examples.moveUp', { number })}
          disabled={index === 0}
          onClick={() => onChange(moveExample(data, example.id, -1))}
        />
        <IconButton
          icon={ArrowDown}
          size="small"
          label={t('examples.moveDown', { number })}
          disabled={number === data.examples.length}
          onClick={() => onChange(moveExample(data, example.id, 1))}
        />
        <IconButton
          icon={Trash2}
          size="small"
          label={t('examples.remove', { number })}
          onClick={() => onChange(removeExample(data, example.id))}
        />
      </div>
      <div className="flex flex-col gap-1">
        {cellColumns(data).map((column) => (
          <Cell
            key={cellKey(column)}
            data={data}
            example={example}
            number={number}
            column={column}
            onChange={onChange}
          />
        ))}
      </div>
    </li>
  )
}

type CellProps = Omit<Props, 'index'> & { readonly number: number; readonly column: CellColumn }

function Cell({ data, example, number, column, onChange }: CellProps) {
  const { t } = useTranslation('compose')
  const header = useHeader(data, column)
  return (
    <div className="grid grid-cols-[6rem_1fr] items-start gap-2">
      <span className="truncate py-1.5 text-muted text-small pointer-coarse:py-3" title={header}>
        {header}
      </span>
      <TextArea
        aria-label={t('examples.cell', { header, number })}
        value={readCell(example, column)}
        placeholder={column.part === 'reasoning' ? t('examples.reasoningPlaceholder') : undefined}
        onChange={(event) => onChange(writeCell(data, example.id, column, event.target.value))}
        onPaste={(event) => {
          const rows = parseTable(event.clipboardData.getData('text/plain'))
          if (!isTable(rows) || !event.clipboardData.getData('text/plain').includes('\t')) return
          event.preventDefault()
          onChange(pasteCells(data, example.id, column, rows))
        }}
        className="min-h-8 font-mono text-code! pointer-coarse:py-3"
      />
    </div>
  )
}

function useHeader(data: DataPart, column: CellColumn): string {
  const { t } = useTranslation('compose')
  if (column.part === 'input') return data.inputHeaders[column.index] ?? ''
  return column.part === 'output' ? data.outputHeader : t('examples.reasoning')
}

function cellKey(column: CellColumn): string {
  return column.part === 'input' ? `input-${column.index}` : column.part
}
