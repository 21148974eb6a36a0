import { Braces } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../components/button.tsx'
import { UndoNotice } from '../history/undo-notice.tsx'
import { Section } from '../section.tsx'
import { ExpectedAnswer } from './expected-answer.tsx'
import { SpareValues } from './spare-values.tsx'
import { useVariables } from './use-variables.ts'
import { openMakeVariable } from './variable-dialog.ts'
import { VariableRow } from './variable-row.tsx'

/** One field for each `{{variable}}` that the prompt uses, then the values it does not use, then what is expected. */
export function VariablesList() {
  const { t } = useTranslation('compose')
  const variables = useVariables()
  const unfilledCount = variables.filter(({ value }) => value === '').length
  return (
    <Section
      title={t('variables.title')}
      aside={
        unfilledCount === 0 ? null : (
          <span className="text-failure text-small">
            {t('variables.unfilledCount', { count: unfilledCount })}
          </span>
        )
      }
    >
      {variables.length === 0 ? (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <p className="min-w-0 flex-1 basis-56 text-muted text-small">
            {t('variables.none', { name: '{{name}}' })}
          </p>
          <Button size="small" onClick={openMakeVariable}>
            <Braces size={16} aria-hidden />
            {t('variables.add')}
          </Button>
        </div>
      ) : (
        <ul className="flex flex-col gap-2">
          {variables.map((variable) => (
            <VariableRow key={variable.name} {...variable} />
          ))}
        </ul>
      )}
      <SpareValues />
      <div className="notices">
        <UndoNotice area="variables" />
      </div>
      <ExpectedAnswer />
    </Section>
  )
}
