import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Prompt } from '@trialogue/contract'
import { blankContent } from '@trialogue/prompt'
import { FolderOpen, Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../components/button.tsx'
import { Combobox } from '../components/combobox.tsx'
import { formatExactTime, formatRelativeTime } from '../lib/format-time.ts'
import { promptsQuery, useCreatePrompt } from '../lib/queries/prompts.ts'

/** Opens another prompt, or makes an empty one. */
export function PromptPicker({ promptId }: { readonly promptId: string }) {
  const { t } = useTranslation('app')
  const navigate = useNavigate()
  const { data } = useQuery(promptsQuery)
  const open = (id: string) => void navigate({ to: '/p/$promptId', params: { promptId: id } })
  return (
    <Combobox
      value={promptId}
      label={t('picker.label')}
      searchLabel={t('picker.search')}
      emptyText={t('picker.none')}
      onChange={open}
      options={(data?.items ?? []).map((prompt) => ({
        value: prompt.id,
        text: prompt.name,
        content: <PromptOption prompt={prompt} />,
      }))}
      footer={(close) => (
        <NewPrompt
          onMade={(id) => {
            close()
            open(id)
          }}
        />
      )}
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

function NewPrompt({ onMade }: { readonly onMade: (promptId: string) => void }) {
  const { t } = useTranslation('app')
  const create = useCreatePrompt()
  const make = () =>
    create.mutate(
      { name: t('picker.newName'), content: blankContent },
      { onSuccess: ({ prompt }) => onMade(prompt.id) },
    )
  return (
    <div className="flex shrink-0 flex-col border-border border-t p-1">
      <Button look="quiet" className="justify-start" disabled={create.isPending} onClick={make}>
        <Plus size={16} aria-hidden />
        {t('picker.new')}
      </Button>
    </div>
  )
}
