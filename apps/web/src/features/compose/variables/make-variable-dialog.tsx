import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../components/button.tsx'
import { Dialog } from '../../../components/dialog.tsx'
import { Field } from '../../../components/field.tsx'
import { Notice } from '../../../components/notice.tsx'
import { Switch } from '../../../components/switch.tsx'
import { TextArea } from '../../../components/text-area.tsx'
import { TextField } from '../../../components/text-field.tsx'
import { useContent, useWorkspace } from '../../../lib/workspace.ts'
import { useActiveField } from '../editor/active-field.ts'
import { revealPlace } from '../editor/reveal-place.ts'
import { placeKey, readTemplate } from '../editor/template-place.ts'
import { countPlaces, findNameProblem, findSpot, makeVariable } from './make-variable.ts'
import { closeVariableDialog } from './variable-dialog.ts'

/** A name for what is selected, which becomes the variable's value; or a new variable at the cursor. */
export function MakeVariableDialog() {
  const { t } = useTranslation(['compose', 'words'])
  const content = useContent((whole) => whole)
  const update = useWorkspace((state) => state.update)
  const spot = findSpot(
    content,
    useActiveField(({ active }) => active),
  )
  const selected = readTemplate(content, spot.place).slice(spot.from, spot.to)
  const isExtracting = selected !== ''
  const placeCount = countPlaces(content, spot)
  const [name, setName] = useState('')
  const [value, setValue] = useState(selected)
  const [isEverywhere, setIsEverywhere] = useState(false)
  const isImpossible = isExtracting && placeCount === 0
  const problem = isImpossible ? null : findNameProblem(content, { name, value })
  const words = problem === 'taken' ? t('variables.makeTaken', { name }) : t('variables.nameInvalid')

  function make() {
    if (problem !== null || isImpossible) return
    update((whole) => makeVariable(whole, spot, { name, value, isEverywhere }))
    closeVariableDialog()
    // The dialog gives the focus back first.
    setTimeout(() => revealPlace(placeKey(spot.place), spot.from + name.length + 4))
  }

  return (
    <Dialog
      isOpen
      onOpenChange={closeVariableDialog}
      title={isExtracting ? t('variables.makeDo') : t('variables.add')}
      description={isExtracting ? t('variables.makeDescription') : t('variables.addDescription')}
      footer={
        <>
          <Button onClick={closeVariableDialog}>{t('action.cancel', { ns: 'words' })}</Button>
          <Button look="primary" disabled={problem !== null || isImpossible} onClick={make}>
            {isExtracting ? t('variables.makeDo') : t('variables.addDo')}
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          make()
        }}
      >
        {isImpossible ? <Notice tone="failure">{t('variables.makeImpossible')}</Notice> : null}
        <Field
          label={t('variables.name')}
          hint={name === '' || problem === null ? t('variables.nameHint') : words}
        >
          {(ids) => (
            <TextField
              {...ids}
              value={name}
              aria-invalid={name !== '' && problem !== null}
              autoComplete="off"
              spellCheck={false}
              maxLength={200}
              onChange={(event) => setName(event.target.value)}
              className="font-mono text-code!"
            />
          )}
        </Field>
        <Field label={t('variables.itsValue')}>
          {(ids) => (
            <TextArea
              {...ids}
              value={value}
              readOnly={isExtracting}
              onChange={(event) => setValue(event.target.value)}
            />
          )}
        </Field>
        {placeCount > 1 ? (
          <EverywhereSwitch count={placeCount} isOn={isEverywhere} onChange={setIsEverywhere} />
        ) : null}
      </form>
    </Dialog>
  )
}

type EverywhereProps = {
  readonly count: number
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
}

function EverywhereSwitch({ count, isOn, onChange }: EverywhereProps) {
  const { t } = useTranslation('compose')
  const label = t('variables.everywhere', { count })
  return (
    <span className="flex items-center gap-2">
      <Switch isOn={isOn} onChange={onChange} label={label} />
      {label}
    </span>
  )
}
