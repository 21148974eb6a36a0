import { useQuery } from '@tanstack/react-query'
import { type Family, type HubState, type Pull, pullRequestSchema } from '@trialogue/contract'
import { Columns3, Download } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../components/button.tsx'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { KindChip } from '../../../components/kind-chip.tsx'
import { ReasonedButton } from '../../../components/reasoned-button.tsx'
import { formatBytes } from '../format-bytes.ts'
import { compact } from '../local/model-details.tsx'
import { isMoving, machineQuery } from '../queries.ts'
import { PullBar } from './pull-bar.tsx'
import { usePullWords } from './pull-words.ts'
import { useStartPulls } from './use-pulls.ts'

type FamilyCardProps = {
  readonly family: Family
  readonly pulls: readonly Pull[]
  readonly hub: HubState | null
  readonly onCompare: (family: string, modelIds: readonly string[]) => void
}

type Member = Family['members'][number]

/** One family: its siblings, and one button that gets those that are missing, then compares them. */
export function FamilyCard({ family, pulls, hub, onCompare }: FamilyCardProps) {
  const { t, i18n } = useTranslation('models')
  const missing = family.members.filter(({ modelId }) => modelId === null)
  const bytes = missing.reduce((sum, { downloadBytes }) => sum + downloadBytes, 0)
  const facts = { licence: family.licence, size: formatBytes(bytes, i18n.language) }
  return (
    <li className="flex flex-col gap-3 rounded-ui border border-border bg-surface p-4">
      <div>
        <h3 className="font-semibold">{family.name}</h3>
        <p
          className="text-muted text-small tabular-nums"
          title={t('pull.families.source', { source: family.source })}
        >
          {t(missing.length === 0 ? 'pull.families.factsHere' : 'pull.families.facts', facts)}
        </p>
      </div>
      <ul className="flex flex-1 flex-col gap-2">
        {family.members.map((member) => (
          <MemberLine key={member.repository} member={member} pull={findPull(pulls, member)} />
        ))}
      </ul>
      {missing.length === 0 ? (
        <Button
          className="self-start"
          aria-label={t('pull.families.compareName', { family: family.name })}
          onClick={() =>
            onCompare(
              family.name,
              family.members.flatMap(({ modelId }) => modelId ?? []),
            )
          }
        >
          <Columns3 size={16} aria-hidden />
          {t('pull.families.compare')}
        </Button>
      ) : (
        <GetButton {...{ family, missing, pulls, hub, bytes }} />
      )}
    </li>
  )
}

function findPull(pulls: readonly Pull[], { repository }: Member): Pull | undefined {
  return pulls.find(({ repository: { name } }) => name === repository)
}

function MemberLine({ member, pull }: { readonly member: Member; readonly pull: Pull | undefined }) {
  const { t, i18n } = useTranslation('models')
  const say = usePullWords()
  const isUnderWay = member.modelId === null && pull !== undefined && pull.status !== 'cancelled'
  const words = isUnderWay
    ? say(pull)
    : member.modelId === null
      ? t('pull.families.parameters', { size: compact(member.parameterCount, i18n.language) })
      : t('pull.families.here')
  return (
    <li className="flex flex-col gap-1">
      <span className="flex items-start gap-2">
        <KindChip kind={member.kind} />
        <span className="min-w-0 break-all font-mono text-code">{member.repository}</span>
      </span>
      <span className="text-muted text-small tabular-nums">{words}</span>
      {isUnderWay ? <PullBar pull={pull} /> : null}
    </li>
  )
}

type GetButtonProps = Pick<FamilyCardProps, 'family' | 'pulls' | 'hub'> & {
  readonly missing: readonly Member[]
  readonly bytes: number
}

/** What one button says that gets these kinds. */
type GetKey =
  | 'get_base'
  | 'get_instruct'
  | 'get_dialog'
  | 'get_base_instruct'
  | 'get_base_dialog'
  | 'get_instruct_dialog'
  | 'get_base_instruct_dialog'

function GetButton({ family, missing, pulls, hub, bytes }: GetButtonProps) {
  const { t } = useTranslation('models')
  const start = useStartPulls()
  const wanted = missing.filter((member) => {
    const pull = findPull(pulls, member)
    return pull === undefined || (!isMoving(pull) && pull.status !== 'completed')
  })
  const reason = useWhyNot(hub, bytes)
  const kinds = [...new Set((wanted.length === 0 ? missing : wanted).map(({ kind }) => kind))].toSorted()
  const key = `get_${['base', 'instruct', 'dialog'].filter((kind) => kinds.some((one) => one === kind)).join('_')}`
  const action = t(`pull.families.${key as GetKey}`)
  const isUnderWay = wanted.length === 0 || start.isPending
  return (
    <>
      <ReasonedButton
        label={t('pull.families.name', { action, family: family.name })}
        reason={isUnderWay ? t('pull.families.underWay') : (reason ?? undefined)}
        onClick={() => start.mutate(wanted.map(toRequest))}
        className="self-start"
      >
        <Download size={16} aria-hidden />
        {action}
      </ReasonedButton>
      {start.isError ? <ErrorNotice error={start.error}>{t('pull.startFailed')}</ErrorNotice> : null}
    </>
  )
}

function toRequest({ repository, precision, kind }: Member) {
  return pullRequestSchema.parse({ repository, precision, kind })
}

/** Why nothing can be pulled now; null where it can. */
function useWhyNot(hub: HubState | null, bytes: number): string | null {
  const { t, i18n } = useTranslation('models')
  const { data: machine } = useQuery(machineQuery)
  if (hub !== null && hub.state !== 'reachable') return t('pull.hub.whyNot')
  if (machine !== undefined && bytes > machine.diskFreeBytes) {
    const size = (value: number) => formatBytes(value, i18n.language)
    return t('pull.families.noDisk', { size: size(bytes), free: size(machine.diskFreeBytes) })
  }
  return null
}
