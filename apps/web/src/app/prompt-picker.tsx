import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Prompt } from '@trialogue/contract'
import { Copy, FolderOpen, Plus, Sparkles } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../components/button.tsx'
import { Combobox } from '../components/combobox.tsx'
import { ErrorNotice } from '../components/error-notice.tsx'
import { Menu } from '../components/menu.tsx'
import { formatExactTime, formatRelativeTime } from '../lib/format-time.ts'
import { promptsQuery } from '../lib/queries/prompts.ts'
import { samplesQuery } from '../lib/queries/samples.ts'
import { useDuplicate } from './use-duplicate.ts'
import { useNewPrompt } from './use-new-prompt.ts'

/** Opens another prompt, or makes one: empty, from a sample, or like the one that is open. */
export function PromptPicker({ promptId }: { readonly promptId: string }) {
  const { t } = useTranslation('app')
  const navigate = useNavigate()
  const { data } = useQuery(promptsQuery)
  return (
    <Combobox
      value={promptId}
      label={t('picker.label')}
      searchLabel={t('picker.search')}
      emptyText={t('picker.none')}
      onChange={(id) => void navigate({ to: '/p/$promptId', params: { promptId: id } })}
      options={(data?.items ?? []).map((prompt) => ({
        value: prompt.id,
        text: prompt.name,
        content: <PromptOption prompt={prompt} />,
      }))}
      footer={(close) => <NewPrompt onMade={close} />}
      className="w-auto! border-transparent"
    >
      <FolderOpen size={16} aria-hidden className="text-muted" />
    </Combobox>
  )
}

function PromptOption({ prompt }: { readonly prompt: Prompt }) {
  const { t, i18n } = useTranslation('app')
  return (
    <span className="flex items-baseline gap-2">
      <span className="min-w-0 flex-1 truncate">{prompt.name}</span>
      <span
        className="shrink-0 text-muted text-small"
        title={formatExactTime(prompt.updatedAt, i18n.language)}
      >
        {prompt.latestVersion === null ? null : `${t('top.version', { number: prompt.latestVersion })} · `}
        {formatRelativeTime(prompt.updatedAt, Date.now(), i18n.language)}
      </span>
    </span>
  )
}

function NewPrompt({ onMade }: { readonly onMade: () => void }) {
  const { t } = useTranslation('app')
  const { make, isPending, error } = useNewPrompt()
  const duplicate = useDuplicate(make)
  const { data: samples } = useQuery(samplesQuery)
  return (
    <div className="flex shrink-0 flex-col border-border border-t p-1">
      <Button look="quiet" className="justify-start" disabled={isPending} onClick={() => make(null, onMade)}>
        <Plus size={16} aria-hidden />
        {t('picker.new')}
      </Button>
      <Menu
        trigger={
          <Button look="quiet" className="justify-start" disabled={isPending}>
            <Sparkles size={16} aria-hidden />
            {t('picker.sample')}
          </Button>
        }
        groups={[
          (samples ?? []).map((sample) => ({ label: sample.name, onSelect: () => make(sample, onMade) })),
        ]}
      />
      <Button look="quiet" className="justify-start" disabled={isPending} onClick={() => duplicate(onMade)}>
        <Copy size={16} aria-hidden />
        {t('picker.duplicate')}
      </Button>
      {error === null ? null : <ErrorNotice error={error} />}
    </div>
  )
}
