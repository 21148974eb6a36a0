import { Columns3, Ellipsis, FileDown, FileUp, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../components/button.tsx'
import { IconButton } from '../../../components/icon-button.tsx'
import { Menu } from '../../../components/menu.tsx'
import { pickFile } from '../../../lib/pick-file.ts'
import { saveFile } from '../../../lib/save-file.ts'
import { readEditedContent, useContent } from '../../../lib/workspace.ts'
import { type FileProblem, readTextFile } from '../variables/read-text-file.ts'
import { addInputColumn, maxInputs } from './few-shot-edits.ts'
import { ImportDialog } from './import-dialog.tsx'
import { type Records, type RecordsProblem, readRecords } from './read-records.ts'
import { useHasReasoning, useTableView } from './table-view.ts'
import { useData } from './use-data.ts'
import { listExamples, writeCsv } from './write-csv.ts'

const maxFileBytes = 4_000_000

type Problem = { readonly problem: FileProblem } | RecordsProblem

/** What can be done with the whole table: files in and out, columns. */
export function TableActions({ onProblem }: { readonly onProblem: (words: string | null) => void }) {
  const { t } = useTranslation('compose')
  const [records, setRecords] = useState<Records | null>(null)

  async function load() {
    onProblem(null)
    const file = await pickFile('.csv,.tsv,.txt,.jsonl,.json')
    if (file === null) return
    const read = await readTextFile(file, maxFileBytes)
    const result: Records | Problem = 'text' in read ? readRecords(read.text) : read
    if (!('problem' in result)) setRecords(result)
    else if (result.problem === 'json') onProblem(t('file.json', { line: result.line }))
    else onProblem(t(`file.${result.problem}`, { size: '4 MB' }))
  }

  return (
    <span className="flex items-center gap-1">
      <Button size="small" onClick={() => void load()}>
        <FileUp size={16} aria-hidden />
        {t('examples.import')}
      </Button>
      <TableMenu />
      {records === null ? null : <ImportDialog records={records} onClose={() => setRecords(null)} />}
    </span>
  )
}

function TableMenu() {
  const { t } = useTranslation('compose')
  const edit = useData()
  const inputCount = useContent(({ body }) => body.data.inputHeaders.length)
  const count = useContent(({ body }) => body.data.examples.length)
  const isNeeded = useContent(({ reasoning }) => reasoning.strategy === 'few-shot')
  const isWanted = useTableView((view) => view.isReasoningWanted)
  const isFixed = useHasReasoning() || isNeeded

  function save() {
    const data = readEditedContent()?.body.data
    if (data !== undefined) {
      saveFile('examples.csv', 'text/csv', writeCsv(listExamples(data, t('examples.reasoning'))))
    }
  }

  return (
    <Menu
      align="end"
      trigger={<IconButton icon={Ellipsis} size="small" label={t('examples.tableActions')} />}
      groups={[
        [
          {
            label: t('examples.addInput'),
            icon: Plus,
            onSelect: () =>
              edit((data) => addInputColumn(data, t('examples.newHeader', { number: inputCount + 1 }))),
            disabledReason: inputCount < maxInputs ? undefined : t('examples.mostInputs'),
          },
          {
            label: isWanted || isFixed ? t('examples.hideReasoning') : t('examples.showReasoning'),
            icon: Columns3,
            onSelect: () => useTableView.setState({ isReasoningWanted: !isWanted }),
            disabledReason: isFixed ? t('examples.reasoningInUse') : undefined,
          },
        ],
        [
          {
            label: t('examples.export'),
            icon: FileDown,
            onSelect: save,
            disabledReason: count === 0 ? t('examples.nothingToExport') : undefined,
          },
          {
            label: t('examples.removeAll'),
            icon: Trash2,
            onSelect: () => edit((data) => ({ ...data, examples: [] }), t('examples.allRemoved', { count })),
            disabled: count === 0,
          },
        ],
      ]}
    />
  )
}
