import type { ModelKind } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { classNames } from '../lib/class-names.ts'

const looks: Readonly<Record<ModelKind, string>> = {
  base: 'bg-base-tint text-base',
  instruct: 'bg-instruct-tint text-instruct',
  dialog: 'bg-dialog-tint text-dialog',
}

/** A kind of model: its colour and its word, always together. */
export function KindChip({ kind }: { readonly kind: ModelKind }) {
  const { t } = useTranslation('words')
  return (
    <span
      title={t(`kindMeaning.${kind}`)}
      className={classNames(
        'inline-flex h-5 shrink-0 items-center whitespace-nowrap rounded-small px-1.5 font-medium text-small',
        looks[kind],
      )}
    >
      {t(`kind.${kind}`)}
    </span>
  )
}
