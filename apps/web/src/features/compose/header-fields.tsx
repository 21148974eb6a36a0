import type { DataPart } from '@trialogue/contract'
import { Plus, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { TextField } from '../../components/text-field.tsx'
import { addInputColumn, removeInputColumn, renameInputHeader } from './few-shot-edits.ts'

type Props = { readonly data: DataPart; readonly onChange: (data: DataPart) => void }

const maxInputs = 10

/** The headers of the few-shot table: what stands before each value in the prompt. */
export function HeaderFields({ data, onChange }: Props) {
  const { t } = useTranslation('compose')
  const isLast = data.inputHeaders.length === 1
  return (
    <div className="flex flex-wrap items-center gap-2">
      {data.inputHeaders.map((header, index) => (
        <span key={index} className="flex items-center">
          <TextField
            aria-label={t('examples.header', { number: index + 1 })}
            value={header}
            maxLength={200}
            onChange={(event) => onChange(renameInputHeader(data, index, event.target.value))}
            className="w-32! font-medium"
          />
          {isLast ? null : (
            <IconButton
              icon={X}
              size="small"
              label={t('examples.removeInput', { header })}
              onClick={() => onChange(removeInputColumn(data, index))}
            />
          )}
        </span>
      ))}
      <span aria-hidden className="text-muted">
        →
      </span>
      <TextField
        aria-label={t('examples.outputHeader')}
        value={data.outputHeader}
        maxLength={200}
        onChange={(event) => onChange({ ...data, outputHeader: event.target.value })}
        className="w-32! font-medium"
      />
      {data.inputHeaders.length < maxInputs ? (
        <Button
          look="quiet"
          size="small"
          onClick={() =>
            onChange(addInputColumn(data, t('examples.newHeader', { number: data.inputHeaders.length + 1 })))
          }
        >
          <Plus size={16} aria-hidden />
          {t('examples.addInput')}
        </Button>
      ) : null}
    </div>
  )
}
