import { useQueryClient } from '@tanstack/react-query'
import type { Column } from '@trialogue/contract'
import { Lock, LockOpen, Play, Square } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { NumberField } from '../../components/number-field.tsx'
import { useContent, useWorkspace } from '../../lib/workspace.ts'
import { setSeed } from './column-edits.ts'
import { ColumnHeader } from './column-header.tsx'
import { isGreedy } from './parameter-reasons.ts'
import { startRun, stopRuns } from './run-actions.ts'
import { RunEstimate } from './run-estimate.tsx'
import { isRunning, useRunStore } from './run-store.ts'
import { TokenCounts } from './token-counts.tsx'
import { useColumnModel } from './use-models.ts'

const maxSamples = 8
const maxSeed = 4_294_967_295

/** Always in sight: run everything or stop it, how often, with which seed, and how much each model reads. */
export function RunBar({ isNarrow }: { readonly isNarrow: boolean }) {
  const { t } = useTranslation('compare')
  return (
    <section
      aria-label={t('bar.region')}
      data-region=""
      tabIndex={-1}
      className="flex min-h-14 shrink-0 items-center gap-4 border-border border-t bg-surface px-3"
    >
      <RunButton isWide={isNarrow} />
      {isNarrow ? null : (
        <>
          <Samples />
          <Seed />
          <span className="flex-1" />
          <TokenCounts />
          <RunEstimate />
        </>
      )}
    </section>
  )
}

/** Who runs, how often and with which seed: on phones a page of its own instead of a part of the bar. */
export function RunSettings() {
  const columns = useContent((content) => content.columns)
  return (
    <div className="min-h-0 flex-1 overflow-auto bg-surface">
      {columns.map((column) => (
        <ColumnSettings key={column.id} column={column} />
      ))}
      <div className="flex flex-wrap items-center gap-4 p-3">
        <Samples />
        <Seed />
        <TokenCounts />
      </div>
    </div>
  )
}

function ColumnSettings({ column }: { readonly column: Column }) {
  return (
    <div className="border-border border-b">
      <ColumnHeader column={column} model={useColumnModel(column)} />
    </div>
  )
}

// Greyed out by `aria-disabled`: a button that is disabled while it has the focus loses it.
function RunButton({ isWide }: { readonly isWide: boolean }) {
  const { t } = useTranslation('compare')
  const queryClient = useQueryClient()
  const running = useRunStore(isRunning)
  const pending = useRunStore((state) => state.pending)
  const width = isWide ? 'flex-1' : 'min-w-36'
  if (running) {
    return (
      <Button
        look="danger"
        className={width}
        aria-disabled={pending === 'stopping'}
        onClick={() => void stopRuns()}
      >
        <Square size={16} aria-hidden />
        {pending === 'stopping' ? t('bar.stopping') : t('bar.stop')}
        <Keys>Esc</Keys>
      </Button>
    )
  }
  return (
    <Button
      look="primary"
      className={width}
      aria-disabled={pending === 'starting'}
      onClick={() => void startRun(queryClient)}
    >
      <Play size={16} aria-hidden />
      {t('bar.run')}
      <Keys>Ctrl ⏎</Keys>
    </Button>
  )
}

function Keys({ children }: { readonly children: string }) {
  return (
    <kbd aria-hidden className="font-sans text-small opacity-80 pointer-coarse:hidden">
      {children}
    </kbd>
  )
}

/** Whether no column draws tokens by chance: then neither more samples nor a seed would change anything. */
function useAllGreedy(): boolean {
  return useContent(({ columns }) => columns.every(({ parameters }) => isGreedy(parameters)))
}

function Samples() {
  const { t } = useTranslation('compare')
  const samples = useContent((content) => content.samples)
  const update = useWorkspace((state) => state.update)
  const allGreedy = useAllGreedy()
  const hint = allGreedy ? t('bar.greedyHint') : t('bar.samplesHint')
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: NumberField renders the input
    <label className="flex items-center gap-2 text-muted" title={hint}>
      {t('bar.samples')}
      <NumberField
        className="w-12!"
        disabled={allGreedy && samples === 1}
        value={samples}
        min={1}
        max={maxSamples}
        step={1}
        onChange={(value) => update((content) => ({ ...content, samples: value }))}
      />
    </label>
  )
}

/** One seed for all columns, or a new one for each run. */
function Seed() {
  const { t } = useTranslation('compare')
  const columns = useContent((content) => content.columns)
  const update = useWorkspace((state) => state.update)
  const seeds = new Set(columns.map(({ parameters }) => parameters.seed))
  const [seed = null] = seeds
  const isMixed = seeds.size > 1
  const isLocked = isMixed || seed !== null
  const allGreedy = useAllGreedy()
  const lockLabel = isLocked ? t('bar.unlock') : t('bar.lock')
  return (
    <div className="flex items-center gap-2 text-muted" title={allGreedy ? t('bar.greedyHint') : undefined}>
      <span aria-hidden>{t('bar.seed')}</span>
      <NumberField
        aria-label={t('bar.seed')}
        className="w-28!"
        disabled={allGreedy}
        value={isMixed ? null : seed}
        min={0}
        max={maxSeed}
        step={1}
        placeholder={isMixed ? t('bar.seedMixed') : t('parameters.seedRandom')}
        onChange={(value) => update(setSeed(value))}
        onClear={() => update(setSeed(null))}
      />
      <IconButton
        icon={isLocked ? Lock : LockOpen}
        label={lockLabel}
        disabledReason={allGreedy ? t('bar.greedyHint') : undefined}
        aria-pressed={isLocked}
        onClick={() => update(setSeed(isLocked ? null : drawSeed()))}
        className="-ml-1"
      />
    </div>
  )
}

function drawSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 0
}
