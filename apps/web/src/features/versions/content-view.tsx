import { useQuery } from '@tanstack/react-query'
import type { PromptContent } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { formatExactTime } from '../../lib/format-time.ts'
import { labelsQuery } from '../../lib/queries/labels.ts'
import { versionQuery } from '../../lib/queries/versions.ts'
import { useOpenPrompt } from '../../lib/workspace.ts'
import { listSettings } from './compare-settings.ts'
import { describeContent } from './describe-content.ts'
import { LabelBadges } from './label-badges.tsx'

type Props = { readonly number: number; readonly content: PromptContent | undefined }

/** One version as it was saved: its message, its texts, its settings. */
export function ContentView({ number, content }: Props) {
  const { t, i18n } = useTranslation('versions')
  const { promptId } = useOpenPrompt()
  const { data: version } = useQuery(versionQuery(promptId, number))
  const { data: labels } = useQuery(labelsQuery(promptId))
  if (content === undefined || version === undefined) return <p className="text-muted">{t('diff.loading')}</p>
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <LabelBadges labels={labels?.items.filter(({ versionNumber }) => versionNumber === number) ?? []} />
        <span className="text-muted text-small">{formatExactTime(version.createdAt, i18n.language)}</span>
        <span className="min-w-0 break-words">{version.message}</span>
      </div>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={t('view.text', { number })}
        className="max-h-[50dvh] overflow-auto rounded-ui border border-border bg-page p-3"
      >
        <pre className="whitespace-pre-wrap break-words font-mono text-code">{describeContent(content)}</pre>
      </section>
      <table className="w-full border-collapse text-left text-ui">
        <caption className="pb-1 text-left font-semibold">{t('view.settings')}</caption>
        <tbody>
          {listSettings(content).map(([path, value]) => (
            <tr key={path} className="border-border border-t align-top">
              <th scope="row" className="w-72 py-1 pr-4 text-left font-mono font-normal text-code text-muted">
                {path}
              </th>
              <td className="break-all py-1 font-mono text-code">{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
