import type { Generation } from '@trialogue/contract'
import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../components/icon-button.tsx'
import { VerifyAction } from '../../components/verify-action.tsx'

type DetailsViewProps = { readonly modelName: string; readonly generation: Generation | null }

/** The whole record of a generation: everything needed to run it again. */
export function DetailsView({ modelName, generation }: DetailsViewProps) {
  const { t } = useTranslation('compare')
  const words = useTranslation('words')
  const [isCopied, setIsCopied] = useState(false)
  if (generation === null) return <p className="px-3 pt-1 text-muted">{t('details.none')}</p>
  const json = JSON.stringify(generation, null, 2)

  async function copy() {
    await navigator.clipboard.writeText(json)
    setIsCopied(true)
  }

  return (
    <div className="relative h-full">
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={t('details.region', { model: modelName })}
        className="h-full overflow-auto overscroll-contain px-3 pt-1 pb-3 -outline-offset-2"
      >
        <VerifyAction key={generation.id} generation={generation} />
        <pre className="whitespace-pre-wrap break-words font-mono text-code">{json}</pre>
      </section>
      <IconButton
        icon={isCopied ? Check : Copy}
        label={isCopied ? words.t('action.copied') : t('details.copy')}
        onClick={() => void copy()}
        className="absolute top-0 right-4 border border-border bg-surface"
      />
    </div>
  )
}
