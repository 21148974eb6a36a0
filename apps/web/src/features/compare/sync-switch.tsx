import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Switch } from '../../components/switch.tsx'
import { useContent, useWorkspace } from '../../lib/workspace.ts'
import { shareBody } from './column-edits.ts'
import { setApart, useIsApart } from './edited-prompt.ts'

/** Whether all columns read the same prompt. Off, each may have its own; going back to one asks before it drops any. */
export function SyncSwitch() {
  const { t } = useTranslation('compare')
  const words = useTranslation('words')
  const update = useWorkspace((state) => state.update)
  const own = useContent(({ columns }) => columns.filter(({ body }) => body !== null).length)
  const isApart = useIsApart()
  const [isAsking, setIsAsking] = useState(false)

  function change(isOn: boolean) {
    if (isOn && own > 0) setIsAsking(true)
    else setApart(!isOn)
  }

  function share() {
    update(shareBody())
    setApart(false)
    setIsAsking(false)
  }

  return (
    <>
      <span
        className="flex items-center gap-2 whitespace-nowrap text-muted text-small"
        title={t('sync.hint')}
      >
        <span aria-hidden className="@max-[20rem]:hidden">
          {t('sync.label')}
        </span>
        <Switch label={t('sync.label')} isOn={!isApart} onChange={change} />
      </span>
      <Dialog
        isOpen={isAsking}
        onOpenChange={setIsAsking}
        title={t('sync.ask', { count: own })}
        description={t('sync.askHint')}
        footer={
          <>
            <Button onClick={() => setIsAsking(false)}>{words.t('action.cancel')}</Button>
            <Button look="primary" onClick={share}>
              {t('sync.drop')}
            </Button>
          </>
        }
      >
        {null}
      </Dialog>
    </>
  )
}
