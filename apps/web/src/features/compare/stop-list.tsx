import './parameters-texts.ts'
import { Plus, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { TextField } from '../../components/text-field.tsx'

const maxStops = 4

type StopListProps = { readonly stop: readonly string[]; readonly onChange: (stop: string[]) => void }

/** The stop sequences, one field each; an empty one is left out when the field is left. */
export function StopList({ stop, onChange }: StopListProps) {
  const { t } = useTranslation('parameters')
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-center justify-between">
        <span title={t('stopHint')}>{t('stop')}</span>
        <Button
          look="quiet"
          size="small"
          disabled={stop.length >= maxStops}
          onClick={() => onChange([...stop, '\n'])}
        >
          <Plus size={16} aria-hidden />
          {t('stopAdd')}
        </Button>
      </div>
      {stop.map((sequence, index) => (
        <div key={index} className="flex gap-1">
          <TextField
            className="font-mono text-code"
            aria-label={t('stopField', { number: index + 1 })}
            defaultValue={escapeText(sequence)}
            onBlur={(event) => {
              const text = unescapeText(event.target.value)
              onChange(text === '' ? stop.toSpliced(index, 1) : stop.with(index, text))
            }}
          />
          <IconButton
            icon={X}
            label={t('stopRemove', { number: index + 1 })}
            onClick={() => onChange(stop.toSpliced(index, 1))}
          />
        </div>
      ))}
    </div>
  )
}

/** Line breaks and tabs as they are typed in a field of one line. */
export function escapeText(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t')
}

export function unescapeText(text: string): string {
  const meanings: Readonly<Record<string, string>> = { n: '\n', t: '\t' }
  return text.replace(/\\(.)/g, (_, letter: string) => meanings[letter] ?? letter)
}
