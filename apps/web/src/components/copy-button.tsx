import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { copyText } from '../lib/copy-text.ts'
import { Button, type ButtonProps } from './button.tsx'

type CopyButtonProps = Omit<ButtonProps, 'onClick' | 'children'> & {
  readonly label: string
  /** What is copied, asked for when the button is pressed. */
  readonly text: () => string
}

const shownMs = 2_000

/** Copies a text and says for a moment that it did. */
export function CopyButton({ label, text, ...rest }: CopyButtonProps) {
  const { t } = useTranslation('words')
  const [outcome, setOutcome] = useState<'copied' | 'failed' | null>(null)
  useEffect(() => {
    if (outcome === null) return
    const timer = setTimeout(() => setOutcome(null), shownMs)
    return () => clearTimeout(timer)
  }, [outcome])
  const words = { copied: t('action.copied'), failed: t('action.notCopied') }
  const Icon = outcome === 'copied' ? Check : Copy
  return (
    <Button
      {...rest}
      onClick={() => void copyText(text()).then((isCopied) => setOutcome(isCopied ? 'copied' : 'failed'))}
    >
      <Icon size={16} aria-hidden />
      <span aria-live="polite">{outcome === null ? label : words[outcome]}</span>
    </Button>
  )
}
