import { modelKindSchema, type PullPlan, type PullRequest, type PullVariant } from '@trialogue/contract'
import { Check } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Notice } from '../../../components/notice.tsx'
import { SegmentedControl } from '../../../components/segmented-control.tsx'
import { classNames } from '../../../lib/class-names.ts'
import { formatNumber } from '../../../lib/format-number.ts'
import { useErrorText } from '../../../lib/use-error-text.ts'
import { Fact, Facts } from '../facts.tsx'
import { formatBytes } from '../format-bytes.ts'
import { compact } from '../local/model-details.tsx'

type PlanViewProps = {
  readonly plan: PullPlan
  /** Another one is being made. */
  readonly isOutdated: boolean
  readonly onChange: (part: Partial<PullRequest>) => void
}

/** What a pull would do: what the model is, which precisions there are, whether it fits. */
export function PlanView({ plan, isOutdated, onChange }: PlanViewProps) {
  const { t, i18n } = useTranslation('models')
  const words = useTranslation('words')
  return (
    <section
      aria-label={t('pull.plan.label')}
      aria-busy={isOutdated}
      className={classNames('flex flex-col gap-4', isOutdated && 'opacity-60')}
    >
      <Facts>
        <Fact name={t('pull.plan.licence')}>{plan.licence}</Fact>
        <Fact name={t('pull.plan.parameters')}>
          {plan.parameterCount === null ? t('unknown') : compact(plan.parameterCount, i18n.language)}
        </Fact>
        <Fact name={t('pull.plan.context')}>
          {plan.contextLength === null
            ? t('unknown')
            : t('pull.plan.contextText', { tokens: formatNumber(plan.contextLength, i18n.language) })}
        </Fact>
        <Fact name={t('pull.plan.family')}>{plan.family}</Fact>
        <Fact name={t('pull.plan.revision')} isMono>
          <span title={plan.repository.revision}>{plan.repository.revision.slice(0, 12)}</span>
        </Fact>
      </Facts>
      <div className="flex flex-col gap-1">
        <p className="text-muted text-small">{t('pull.plan.kind')}</p>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <SegmentedControl
            label={t('pull.plan.kind')}
            value={plan.kind}
            onChange={(kind) => onChange({ kind })}
            segments={modelKindSchema.options.map((value) => ({ value, label: words.t(`kind.${value}`) }))}
          />
          <p className="min-w-0 flex-1 basis-60 text-muted text-small">{plan.kindReason}</p>
        </div>
      </div>
      <PrecisionChoice plan={plan} onChange={(precision) => onChange({ precision })} />
      <Outcome plan={plan} />
      <Files plan={plan} />
    </section>
  )
}

type PrecisionChoiceProps = {
  readonly plan: PullPlan
  readonly onChange: (precision: PullVariant['precision']) => void
}

function PrecisionChoice({ plan, onChange }: PrecisionChoiceProps) {
  const { t, i18n } = useTranslation('models')
  const name = useId()
  const size = (bytes: number) => formatBytes(bytes, i18n.language)
  const sayDownload = ({ downloadBytes, cachedBytes }: PullVariant) => {
    const rest = Math.max(0, downloadBytes - cachedBytes)
    if (rest === 0) return t('pull.plan.cached')
    if (cachedBytes === 0) return t('pull.plan.download', { size: size(rest) })
    return t('pull.plan.downloadRest', { size: size(rest), cached: size(cachedBytes) })
  }
  return (
    <fieldset>
      <legend className="text-muted text-small">{t('pull.plan.precision')}</legend>
      <div className="mt-1 divide-y divide-border rounded-ui border border-border">
        {plan.variants.map((variant) => (
          <label
            key={variant.precision}
            className="flex min-h-9 cursor-pointer flex-wrap items-center gap-x-4 px-3 py-1.5 hover:bg-hover pointer-coarse:min-h-11"
          >
            <span className="flex w-full items-center gap-2 tablet:w-40">
              <input
                type="radio"
                name={name}
                className="size-4 accent-(--accent)"
                checked={variant.precision === plan.chosen}
                onChange={() => onChange(variant.precision)}
              />
              <span className="font-medium font-mono text-code">{variant.precision}</span>
              <span className="text-muted text-small">{t(`pull.plan.${variant.action}`)}</span>
            </span>
            <span className="text-small tabular-nums max-tablet:pl-6 tablet:w-72">
              {sayDownload(variant)}
            </span>
            <span className="text-muted text-small tabular-nums">
              {t('pull.plan.need', { size: size(variant.memoryNeedBytes) })}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** Whether it will do on this machine, in numbers. */
function Outcome({ plan }: { readonly plan: PullPlan }) {
  const { t, i18n } = useTranslation('models')
  const errorText = useErrorText()
  const size = (bytes: number) => formatBytes(bytes, i18n.language)
  const chosen = plan.variants.find(({ precision }) => precision === plan.chosen)
  if (plan.installedModelId !== null) return <Notice tone="info">{t('pull.plan.installed')}</Notice>
  return (
    <>
      {plan.isGated ? <Notice tone="info">{t('pull.plan.gated')}</Notice> : null}
      {plan.obstacle !== null ? (
        <Notice tone="failure">{errorText(plan.obstacle)}</Notice>
      ) : chosen === undefined ? null : (
        <p className="flex items-start gap-2 tabular-nums">
          <Check size={16} aria-hidden className="mt-0.5 shrink-0 text-success" />
          {t('pull.plan.fits', {
            need: size(chosen.memoryNeedBytes),
            free: size(plan.memoryFreeBytes),
            size: size(chosen.downloadBytes - chosen.cachedBytes),
            disk: size(plan.diskFreeBytes),
          })}
        </p>
      )}
    </>
  )
}

function Files({ plan }: { readonly plan: PullPlan }) {
  const { t, i18n } = useTranslation('models')
  return (
    <details>
      <summary className="w-fit rounded-small text-muted text-small">
        {t('pull.plan.files', { count: plan.files.length })}
      </summary>
      <ul className="mt-2 flex flex-col gap-1 text-small">
        {plan.files.map(({ path, sizeBytes, isCached }) => (
          <li key={path} className="flex flex-wrap gap-x-4 tabular-nums">
            <span className="min-w-0 flex-1 basis-48 break-all font-mono text-code">{path}</span>
            <span className="text-muted">{isCached ? t('pull.plan.isCached') : null}</span>
            <span className="w-16 text-right">{formatBytes(sizeBytes, i18n.language)}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}
