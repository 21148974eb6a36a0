import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EditorHeading } from '../editor/editor-heading.tsx'
import { TemplateEditor } from '../editor/template-editor.tsx'
import { UndoNotice } from '../history/undo-notice.tsx'
import { Section } from '../section.tsx'
import { ExampleTable } from './example-table.tsx'
import { HiddenInCells } from './hidden-in-cells.tsx'
import { PasteNotice } from './paste-notice.tsx'
import { TableActions } from './table-actions.tsx'

/** The data prompt: an introduction, and a table of examples whose last row the model completes. */
export function DataPart() {
  const { t } = useTranslation('compose')
  const [problem, setProblem] = useState<string | null>(null)
  return (
    <div className="flex flex-col gap-4">
      <div className="group/editor flex flex-col gap-1">
        <EditorHeading title={t('editor.preamble')} />
        <TemplateEditor
          place={{ part: 'preamble' }}
          label={t('editor.preamble')}
          placeholder={t('editor.preamblePlaceholder')}
          minLines={2}
          maxLines={8}
        />
      </div>
      <Section
        title={t('examples.title')}
        hint={t('examples.hint')}
        aside={<TableActions onProblem={setProblem} />}
      >
        {problem === null ? null : (
          <p role="alert" className="text-failure text-small">
            {problem}
          </p>
        )}
        <ExampleTable />
        <HiddenInCells />
        <div className="notices">
          <PasteNotice />
          <UndoNotice area="examples" />
        </div>
      </Section>
    </div>
  )
}
