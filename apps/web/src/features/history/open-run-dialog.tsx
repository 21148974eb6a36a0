import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { PromptContent } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Notice } from '../../components/notice.tsx'
import { formatExactTime } from '../../lib/format-time.ts'
import { promptQuery, useCreatePrompt } from '../../lib/queries/prompts.ts'
import { versionsQuery } from '../../lib/queries/versions.ts'
import { readWorkInDraft, replaceDraft } from '../../lib/replace-draft.ts'
import { useErrorText } from '../../lib/use-error-text.ts'
import { toPromptContent } from './to-prompt-content.ts'
import type { RunOutline } from './use-run.ts'

type OpenRunDialogProps = {
  readonly run: RunOutline
  readonly itemIndex: number
  readonly onClose: () => void
}

const nameLimit = 200

/** Opens what a run asked in the playground, in the place of its prompt's draft or as a new prompt; nothing is lost. */
export function OpenRunDialog({ run, itemIndex, onClose }: OpenRunDialogProps) {
  const { t } = useTranslation('history')
  const words = useTranslation('words')
  const errorText = useErrorText()
  const content = toPromptContent(run, itemIndex)
  const work = useWorkInDraft(run, content)
  const asCopy = useOpenAsCopy(run, content)
  const inPlace = useOpenInPlace(run, content)
  const isBusy = asCopy.isPending || inPlace.isPending
  const error = asCopy.error ?? inPlace.error ?? (run.promptId === null ? null : work.error)
  const there = run.promptId === null ? 'noPrompt' : (work.data ?? 'reading')
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
      title={t('open.title')}
      description={t(`open.${there}`)}
      footer={
        <>
          <Button onClick={onClose}>{words.t('action.cancel')}</Button>
          <Button
            look={there === 'noPrompt' ? 'primary' : 'secondary'}
            disabled={isBusy}
            onClick={() => asCopy.mutate()}
          >
            {t('open.asCopy')}
          </Button>
          {there === 'noPrompt' ? null : (
            <Button
              look="primary"
              disabled={isBusy || work.data === undefined}
              onClick={() => inPlace.mutate()}
            >
              {t(there === 'unsaved' ? 'open.saveAndOpen' : 'open.button')}
            </Button>
          )}
        </>
      }
    >
      {error === null ? null : <Notice tone="failure">{errorText(error)}</Notice>}
    </Dialog>
  )
}

function useWorkInDraft({ promptId, createdAt }: RunOutline, content: PromptContent) {
  const message = useSavedMessage(createdAt)
  return useQuery({
    queryKey: ['work-in-draft', promptId],
    queryFn: () => readWorkInDraft(promptId ?? '', content, message),
    enabled: promptId !== null,
    staleTime: 0,
    gcTime: 0,
  })
}

/** The message of the version that keeps what was in the draft. */
function useSavedMessage(runTime: number): string {
  const { t, i18n } = useTranslation('history')
  return t('open.savedFirst', { time: formatExactTime(runTime, i18n.language) })
}

function useOpenInPlace({ promptId, promptVersion, createdAt }: RunOutline, content: PromptContent) {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const message = useSavedMessage(createdAt)
  return useMutation({
    mutationFn: async () => {
      if (promptId === null) return
      await replaceDraft(promptId, content, { baseVersion: promptVersion, message })
      await queryClient.invalidateQueries({ queryKey: versionsQuery(promptId).queryKey, exact: true })
      await navigate({ to: '/p/$promptId', params: { promptId } })
    },
  })
}

function useOpenAsCopy({ promptId, createdAt }: RunOutline, content: PromptContent) {
  const { t, i18n } = useTranslation('history')
  const navigate = useNavigate()
  const create = useCreatePrompt()
  const { data: prompt } = useQuery({ ...promptQuery(promptId ?? ''), enabled: promptId !== null })
  const name =
    prompt === undefined
      ? t('open.runName', { time: formatExactTime(createdAt, i18n.language) })
      : t('open.copyName', { name: prompt.name })
  return useMutation({
    mutationFn: async () => {
      const made = await create.mutateAsync({ name: [...name].slice(0, nameLimit).join(''), content })
      await navigate({ to: '/p/$promptId', params: { promptId: made.prompt.id } })
    },
  })
}
