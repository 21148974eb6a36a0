import type { PromptBody, RunRequest } from '@trialogue/contract'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ExamplesTable } from './examples-table.tsx'

/** The prompt of a run as it was, its values, and the answer that was expected. Templates as written, not filled in. */
export function AskedView({
  request,
  itemIndex,
}: {
  readonly request: RunRequest
  readonly itemIndex: number
}) {
  const { t } = useTranslation('history')
  const { body, items, branch } = request
  const item = items[itemIndex]
  return (
    <div className="flex flex-col gap-3 rounded-ui border border-border bg-surface p-3">
      {branch === null ? null : <p className="text-muted">{t('asked.branch')}</p>}
      {body.system === '' ? null : <Part label={t('asked.system')} text={body.system} />}
      <AskedBody body={body} />
      {item === undefined || item.values.length === 0 ? null : (
        <Labelled label={t('asked.values')}>
          <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1">
            {item.values.map(({ name, value }) => (
              <div key={name} className="contents">
                <dt className="font-mono text-accent text-code">{name}</dt>
                <dd className="whitespace-pre-wrap break-words font-mono text-code">{value}</dd>
              </div>
            ))}
          </dl>
        </Labelled>
      )}
      {item?.reference ? <Part label={t('asked.reference')} text={item.reference} /> : null}
    </div>
  )
}

function AskedBody({ body }: { readonly body: PromptBody }) {
  const { t } = useTranslation('history')
  switch (body.type) {
    case 'text':
      return (
        <Part
          label={t('asked.text')}
          hint={t(`asked.frame.${body.completionFrame}`)}
          text={body.text.template}
        />
      )
    case 'data':
      return (
        <>
          {body.data.preamble === '' ? null : <Part label={t('asked.preamble')} text={body.data.preamble} />}
          <Labelled label={t('asked.examples')}>
            <ExamplesTable data={body.data} />
          </Labelled>
        </>
      )
    case 'chat':
      return body.chat.turns.map((turn) => (
        <Part key={turn.id} label={t(`asked.role.${turn.role}`)} text={turn.template} />
      ))
    default:
      return body.type satisfies never
  }
}

type PartProps = { readonly label: string; readonly hint?: string; readonly text: string }

function Part({ label, hint, text }: PartProps) {
  return (
    <Labelled label={label} {...(hint === undefined ? {} : { hint })}>
      <p className="max-w-[88ch] whitespace-pre-wrap break-words font-mono text-code">{text}</p>
    </Labelled>
  )
}

type LabelledProps = { readonly label: string; readonly hint?: string; readonly children: ReactNode }

function Labelled({ label, hint, children }: LabelledProps) {
  return (
    <div className="min-w-0">
      <h3 className="mb-1 font-medium text-muted text-small" title={hint}>
        {label}
      </h3>
      {children}
    </div>
  )
}
