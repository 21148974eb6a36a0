import { useTranslation } from 'react-i18next'
import { TextArea } from '../../components/text-area.tsx'
import { useWorkspace } from '../../lib/workspace.ts'
import { Section } from './section.tsx'
import { useVariables } from './use-variables.ts'

/** One field for each `{{variable}}` that the prompt uses. Values of variables that are gone are kept: they may return. */
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
        <p className="text-muted text-small">{t('variables.none', { name: '{{name}}' })}</p>
      ) : (
        <ul className="flex flex-col gap-2">
          {variables.map((variable) => (
            <VariableRow key={variable.name} {...variable} />
          ))}
        </ul>
      )}
    </Section>
  )
}

function VariableRow({ name, value }: { readonly name: string; readonly value: string }) {
  const { t } = useTranslation('compose')
  const update = useWorkspace((state) => state.update)
  const write = (next: string) =>
    update((content) => ({
      ...content,
      values: content.values.some((entry) => entry.name === name)
        ? content.values.map((entry) => (entry.name === name ? { name, value: next } : entry))
        : [...content.values, { name, value: next }],
    }))
  return (
    <li className="grid grid-cols-[minmax(5rem,7.5rem)_1fr] items-start gap-2">
      <span
        className="template-variable truncate py-1.5 font-mono text-code pointer-coarse:py-3"
        title={name}
      >
        {name}
      </span>
      <TextArea
        aria-label={t('variables.value', { name })}
        aria-invalid={value === ''}
        value={value}
        placeholder={t('variables.unfilled')}
        onChange={(event) => write(event.target.value)}
        className="min-h-8 resize-none! pointer-coarse:py-3"
      />
    </li>
  )
}
