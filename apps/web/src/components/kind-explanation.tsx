import type { ModelKind } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { addTexts } from '../lib/i18n.ts'
import { kindsEn } from '../lib/locales/kinds-en.ts'
import { kindsZhCN } from '../lib/locales/kinds-zh-cn.ts'

// Fetched when somebody asks, and so are its texts.
addTexts('kinds', { en: kindsEn, 'zh-CN': kindsZhCN })

/** What a kind of model does, how to prompt it, an example. */
export function KindExplanation({ kind }: { readonly kind: ModelKind }) {
  const { t } = useTranslation('kinds')
  return (
    <>
      <p className="font-semibold">{t(`${kind}.does`)}</p>
      <div>
        <h3 className="font-medium text-muted text-small">{t('how')}</h3>
        <p className="mt-1">{t(`${kind}.how`)}</p>
      </div>
      <div>
        <h3 className="font-medium text-muted text-small">{t('example')}</h3>
        <pre className="mt-1 whitespace-pre-wrap rounded-small bg-hover p-2 font-mono text-code">
          {t(`${kind}.example`)}
        </pre>
      </div>
    </>
  )
}
