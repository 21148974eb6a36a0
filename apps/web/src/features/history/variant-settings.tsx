import { defaultParameters, type Parameters, type Variant } from '@trialogue/contract'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

/** How a model was to write: its strategy, the parameters that are not the defaults, and all of them on demand. */
export function VariantSettings({ variant }: { readonly variant: Variant }) {
  const { t } = useTranslation('history')
  const { parameters, reasoning } = variant
  const names = Object.keys(defaultParameters).filter(isParameter)
  const changed = names.filter((name) => describe(parameters[name]) !== describe(defaultParameters[name]))
  const say = (name: keyof Parameters) =>
    `${t(`parameter.${name}`)} ${describe(parameters[name]) ?? t('parameter.off')}`
  return (
    <details className="px-3 pb-2 text-small">
      <summary className="min-h-6 text-muted">
        {[
          ...(reasoning.strategy === 'off' ? [] : [t(`strategy.${reasoning.strategy}`)]),
          ...(changed.length === 0 ? [t('parameter.defaults')] : changed.map(say)),
        ].join(' · ')}
      </summary>
      <dl className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 tabular-nums">
        {names.map((name) => (
          <Setting key={name} name={t(`parameter.${name}`)}>
            {describe(parameters[name]) ?? t('parameter.off')}
          </Setting>
        ))}
        <Setting name={t('parameter.strategy')}>{t(`strategy.${reasoning.strategy}`)}</Setting>
        {reasoning.strategy === 'off'
          ? null
          : Object.entries(reasoning)
              .filter(([name, value]) => name !== 'strategy' && value !== null)
              .map(([name, value]) => (
                <Setting key={name} name={name}>
                  {describe(value)}
                </Setting>
              ))}
      </dl>
    </details>
  )
}

function Setting({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="contents">
      <dt className="text-muted">{name}</dt>
      <dd className="whitespace-pre-wrap break-words">{children}</dd>
    </div>
  )
}

/** Line breaks and blanks are shown; null where the rule is off. */
function describe(value: unknown): string | null {
  if (value === null || (Array.isArray(value) && value.length === 0)) return null
  if (Array.isArray(value)) return value.map((part) => JSON.stringify(part)).join(' ')
  return String(value)
}

function isParameter(name: string): name is keyof Parameters {
  return name in defaultParameters
}
