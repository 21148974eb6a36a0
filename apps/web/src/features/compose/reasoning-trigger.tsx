import { reasoningTriggers } from '@trialogue/prompt'
import { List } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Field } from '../../components/field.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { Menu } from '../../components/menu.tsx'
import { TextArea } from '../../components/text-area.tsx'
import type { ReasoningFieldsProps } from './reasoning-fields.ts'

/** The words that invite the reasoning: the published ones of the strategy, others from a menu, or one's own. */
export function ReasoningTrigger({ reasoning, onChange }: ReasoningFieldsProps) {
  const { t } = useTranslation('compose')
  const published = reasoningTriggers[reasoning.strategy]
  const [standard = ''] = published
  const trigger = reasoning.trigger ?? standard
  // The published words are not kept as one's own: what is stored says that they were left as they are.
  const change = (text: string) => onChange({ trigger: text === standard ? null : text })
  return (
    <Field
      label={t('reasoning.trigger')}
      hint={t(
        reasoning.strategy === 'least-to-most' ? 'reasoning.triggerBegins' : 'reasoning.triggerFollows',
      )}
    >
      {(ids) => (
        <div className="flex items-start gap-1">
          <TextArea
            {...ids}
            className="min-w-0 flex-1"
            value={trigger}
            maxLength={2000}
            onChange={(event) => change(event.target.value)}
          />
          <Menu
            align="end"
            trigger={<IconButton icon={List} label={t('reasoning.triggerMenu')} />}
            groups={[
              published.map((text) => ({
                label: <span className="line-clamp-3 whitespace-normal">{text}</span>,
                isChecked: text === trigger,
                onSelect: () => change(text),
              })),
            ]}
          />
        </div>
      )}
    </Field>
  )
}
