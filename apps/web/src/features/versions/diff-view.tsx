import { useEffect, useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { createText, type MonacoApi, proseOptions } from '../../lib/monaco.ts'
import { useMediaQuery } from '../../lib/use-media-query.ts'
import { useMonaco } from '../../lib/use-monaco.ts'

type Side = { readonly name: string; readonly text: string }
type Props = { readonly before: Side; readonly after: Side }

/** Two texts compared by Monaco: side by side where there is room, one under the other where there is not. */
export function DiffView({ before, after }: Props) {
  const { t } = useTranslation('versions')
  const monaco = useMonaco(true)
  if (before.text === after.text) return <p className="text-muted">{t('diff.same')}</p>
  return (
    <div className="overflow-hidden rounded-ui border border-border bg-surface">
      {monaco === null ? (
        <p className="p-3 text-muted">{t('diff.loading')}</p>
      ) : (
        <MonacoDiff
          monaco={monaco}
          before={{ ...before, name: t('diff.paneBefore', { name: before.name }) }}
          after={{ ...after, name: t('diff.paneAfter', { name: after.name }) }}
        />
      )}
    </div>
  )
}

function MonacoDiff({ monaco, before, after }: Props & { readonly monaco: MonacoApi }) {
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<ReturnType<typeof createDiff> | null>(null)
  const isWide = useMediaQuery('(min-width: 900px)')

  useLayoutEffect(() => {
    if (host.current === null) return
    const created = createDiff(monaco, host.current)
    view.current = created
    return () => {
      view.current = null
      created.dispose()
    }
  }, [monaco])

  useEffect(() => {
    view.current?.show(before.text, after.text)
  }, [before.text, after.text])

  useEffect(() => {
    view.current?.editor.updateOptions({ renderSideBySide: isWide })
    view.current?.editor.getOriginalEditor().updateOptions({ ariaLabel: before.name })
    view.current?.editor.getModifiedEditor().updateOptions({ ariaLabel: after.name })
  }, [isWide, before.name, after.name])

  return <div ref={host} className="max-h-[60dvh]" data-editor="monaco-diff" />
}

function createDiff(monaco: MonacoApi, host: HTMLElement) {
  const original = createText(monaco, '')
  const modified = createText(monaco, '')
  const editor = monaco.editor.createDiffEditor(host, {
    ...proseOptions,
    diffWordWrap: 'on',
    enableSplitViewResizing: false,
    hideUnchangedRegions: { enabled: false },
    ignoreTrimWhitespace: false,
    // Room for the + and - before changed lines.
    lineDecorationsWidth: 24,
    originalEditable: false,
    readOnly: true,
    renderGutterMenu: false,
    renderOverviewRuler: false,
    useInlineViewWhenSpaceIsLimited: false,
  })
  editor.setModel({ original, modified })
  const sides = [editor.getOriginalEditor(), editor.getModifiedEditor()]
  const fit = () => {
    host.style.height = `${Math.max(...sides.map((side) => side.getContentHeight()))}px`
  }
  for (const side of sides) side.onDidContentSizeChange(fit)
  fit()
  return {
    editor,
    show: (before: string, after: string) => {
      original.setValue(before)
      modified.setValue(after)
    },
    dispose: () => {
      editor.dispose()
      original.dispose()
      modified.dispose()
    },
  }
}
