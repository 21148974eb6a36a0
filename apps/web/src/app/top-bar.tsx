import { useTranslation } from 'react-i18next'
import { Button } from '../components/button.tsx'
import { PageCorner } from './page-corner.tsx'
import { PageMenu } from './page-menu.tsx'
import { PromptName } from './prompt-name.tsx'
import { PromptPicker } from './prompt-picker.tsx'
import { SaveStateWords } from './save-state-words.tsx'
import { VersionChip } from './version-chip.tsx'

type TopBarProps = { readonly promptId: string; readonly onVersions: () => void; readonly onSave: () => void }

/** Which prompt, which version of it, and whether it is saved. On phones it breaks into two lines. */
export function TopBar({ promptId, onVersions, onSave }: TopBarProps) {
  const { t } = useTranslation('app')
  return (
    <header
      data-region=""
      tabIndex={-1}
      className="flex min-h-12 shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-border border-b bg-surface px-2 py-1 -outline-offset-2"
    >
      <h1 className="-order-2 flex min-w-0 basis-[calc(100%-7rem)] items-center tablet:order-none tablet:basis-auto">
        <PageMenu />
        <PromptPicker promptId={promptId} />
        <PromptName promptId={promptId} />
      </h1>
      <VersionChip onOpen={onVersions} />
      <SaveStateWords />
      <span className="flex-1" />
      <Button onClick={onSave}>{t('top.save')}</Button>
      <div className="-order-1 ml-auto flex tablet:order-none tablet:ml-0">
        <PageCorner />
      </div>
    </header>
  )
}
