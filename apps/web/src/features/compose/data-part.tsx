import type { DataPart as Data } from '@trialogue/contract'
import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button.tsx'
import { TextArea } from '../../components/text-area.tsx'
import { useContent } from '../../lib/workspace.ts'
import { ExampleRow } from './example-row.tsx'
import { addExample, writeQuery } from './few-shot-edits.ts'
import { HeaderFields } from './header-fields.tsx'
import { Section } from './section.tsx'
import { TemplateEditor } from './template-editor.tsx'
import { useBody } from './use-body.ts'

/** The few-shot table: introduction, headers, examples, and the row that the model completes. */
export function DataPart() {
  const { t } = useTranslation('compose')
  const data = useContent((content) => content.body.data)
  const changeBody = useBody()
  const change = (next: Data) => changeBody({ data: next })
  return (
    <div className="flex flex-col gap-4">
      <TemplateEditor
        value={data.preamble}
        onChange={(preamble) => change({ ...data, preamble })}
        label={t('editor.preamble')}
        placeholder={t('editor.preamblePlaceholder')}
        minLines={2}
        maxLines={8}
      />
      <Section
        title={t('examples.title')}
        hint={t('examples.hint')}
        aside={
          <Button size="small" onClick={() => change(addExample(data))}>
            <Plus size={16} aria-hidden />
            {t('examples.add')}
          </Button>
        }
      >
        <HeaderFields data={data} onChange={change} />
        {data.examples.length === 0 ? (
          <p className="text-muted text-small">{t('examples.none')}</p>
        ) : (
          <ol className="flex flex-col gap-2">
            {data.examples.map((example, index) => (
              <ExampleRow key={example.id} data={data} example={example} index={index} onChange={change} />
            ))}
          </ol>
        )}
      </Section>
      <Section title={t('examples.query')}>
        {data.inputHeaders.map((header, index) => (
          <div key={index} className="grid grid-cols-[6rem_1fr] items-start gap-2">
            <span className="truncate py-1.5 text-muted text-small">{header}</span>
            <TextArea
              aria-label={t('examples.queryCell', { header })}
              value={data.query[index] ?? ''}
              rows={2}
              onChange={(event) => change(writeQuery(data, index, event.target.value))}
              className="font-mono text-code!"
            />
          </div>
        ))}
      </Section>
    </div>
  )
}
