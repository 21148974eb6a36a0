import type { DataPart } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'

/** The worked examples of a data prompt, those that were left out marked, and the row to complete. */
export function ExamplesTable({ data }: { readonly data: DataPart }) {
  const { t } = useTranslation('history')
  const hasReasoning = data.examples.some(({ reasoning }) => reasoning !== '')
  const cell =
    'whitespace-pre-wrap break-words border-border border-t py-1 pr-4 align-top font-mono text-code'
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section tabIndex={0} aria-label={t('asked.examples')} className="overflow-x-auto -outline-offset-2">
      <table className="w-full min-w-96 text-left">
        <thead>
          <tr>
            {[...data.inputHeaders, ...(hasReasoning ? [t('asked.reasoning')] : []), data.outputHeader].map(
              (header, index) => (
                <th key={index} scope="col" className="py-1 pr-4 font-medium text-small">
                  {header}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {data.examples.map((example) => (
            <tr
              key={example.id}
              className={example.isEnabled ? undefined : 'text-muted line-through'}
              title={example.isEnabled ? undefined : t('asked.exampleOff')}
            >
              {data.inputHeaders.map((_, index) => (
                <td key={index} className={cell}>
                  {example.inputs[index] ?? ''}
                </td>
              ))}
              {hasReasoning ? <td className={cell}>{example.reasoning}</td> : null}
              <td className={cell}>{example.output}</td>
            </tr>
          ))}
          <tr className="font-medium">
            {data.inputHeaders.map((_, index) => (
              <td key={index} className={cell}>
                {data.query[index] ?? ''}
              </td>
            ))}
            {hasReasoning ? <td className={cell} /> : null}
            <td className={`${cell} text-muted`}>{t('asked.toComplete')}</td>
          </tr>
        </tbody>
      </table>
    </section>
  )
}
