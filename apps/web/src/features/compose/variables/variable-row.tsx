import { Ellipsis, Eraser, FileUp, PenLine } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../../components/icon-button.tsx'
import { Menu } from '../../../components/menu.tsx'
import { TextArea } from '../../../components/text-area.tsx'
import { updateWithNotice } from '../../../lib/content-history.ts'
import { pickFile } from '../../../lib/pick-file.ts'
import { useWorkspace } from '../../../lib/workspace.ts'
import { HiddenCharactersNotice } from '../editor/hidden-characters-notice.tsx'
import { setValue } from './make-variable.ts'
import { type FileProblem, maxValueBytes, readTextFile } from './read-text-file.ts'
import { openRename } from './variable-dialog.ts'

/** Values of this length and more say how long they are. */
const longValue = 80

/** The value of one variable. */
export function VariableRow({ name, value }: { readonly name: string; readonly value: string }) {
  const { t } = useTranslation('compose')
  const update = useWorkspace((state) => state.update)
  const [problem, setProblem] = useState<FileProblem | null>(null)

  const write = (next: string) => {
    setProblem(null)
    update((content) => ({ ...content, values: setValue(content.values, name, next) }))
  }
  const clear = () =>
    updateWithNotice((content) => ({ ...content, values: setValue(content.values, name, '') }), {
      area: 'variables',
      text: t('variables.cleared', { name }),
    })
  const load = async () => {
    const file = await pickFile('.txt,.md,.csv')
    if (file === null) return
    const read = await readTextFile(file, maxValueBytes)
    if ('text' in read) write(read.text)
    else setProblem(read.problem)
  }

  return (
    <li className="grid grid-cols-[minmax(4rem,7.5rem)_minmax(0,1fr)_auto] items-start gap-x-1">
      <span
        className="template-variable mr-1 truncate py-1.5 font-mono text-code pointer-coarse:py-3"
        title={name}
      >
        {name}
      </span>
      <TextArea
        aria-label={t('variables.value', { name })}
        aria-invalid={value === ''}
        data-place={`values.${name}.value`}
        value={value}
        placeholder={t('variables.unfilled')}
        onChange={(event) => write(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'F2') openRename(name)
        }}
        className="min-h-8 resize-none! pointer-coarse:py-3"
      />
      <Menu
        align="end"
        trigger={<IconButton icon={Ellipsis} label={t('variables.actions', { name })} />}
        groups={[
          [
            { label: t('variables.rename'), icon: PenLine, hint: 'F2', onSelect: () => openRename(name) },
            { label: t('variables.load'), icon: FileUp, onSelect: () => void load() },
            { label: t('variables.clear'), icon: Eraser, onSelect: clear, disabled: value === '' },
          ],
        ]}
      />
      <div className="col-start-2 flex flex-col gap-1 empty:hidden">
        {value.length < longValue ? null : (
          <span className="mt-1 text-muted text-small tabular-nums">
            {t('variables.length', { count: value.length })}
          </span>
        )}
        {problem === null ? null : (
          <p role="alert" className="mt-1 text-failure text-small">
            {t(`file.${problem}`, { size: '200 kB' })}
          </p>
        )}
        <HiddenCharactersNotice text={value} current={value} onChange={write} />
      </div>
    </li>
  )
}
