import type * as Monaco from 'monaco-editor/editor'

export type MonacoApi = typeof Monaco
type Scheme = 'light' | 'dark'

let loading: Promise<MonacoApi> | null = null

/** Loads the editor once, in its own chunk. Rejects when the chunk cannot be fetched; a later call tries again. */
export function loadMonaco(): Promise<MonacoApi> {
  loading ??= import('./monaco-bundle.ts').then(
    ({ monaco }) => {
      applyMonacoTheme(monaco)
      watchScheme(() => applyMonacoTheme(monaco))
      return monaco
    },
    (reason: unknown) => {
      loading = null
      throw reason
    },
  )
  return loading
}

/** Options that every editor of ours shares: prose, not code. Tab leaves the editor (WCAG 2.1.2). */
export const proseOptions = {
  automaticLayout: true,
  contextmenu: true,
  fixedOverflowWidgets: true,
  folding: false,
  fontFamily: 'var(--font-mono)',
  fontLigatures: false,
  fontSize: 13,
  glyphMargin: false,
  lineDecorationsWidth: 8,
  lineHeight: 20,
  lineNumbers: 'off',
  lineNumbersMinChars: 0,
  minimap: { enabled: false },
  occurrencesHighlight: 'off',
  overviewRulerLanes: 0,
  padding: { top: 8, bottom: 8 },
  quickSuggestions: false,
  renderLineHighlight: 'none',
  scrollBeyondLastLine: false,
  scrollbar: { alwaysConsumeMouseWheel: false, horizontal: 'hidden', verticalScrollbarSize: 8 },
  selectionHighlight: false,
  tabFocusMode: true,
  unicodeHighlight: { ambiguousCharacters: false, invisibleCharacters: true, nonBasicASCII: false },
  wordWrap: 'on',
  wrappingIndent: 'none',
} as const satisfies Monaco.editor.IEditorOptions & { tabFocusMode: boolean }

/** A text to edit or compare. Braces are not coloured as pairs: in prose most of them are none. */
export function createText(monaco: MonacoApi, text: string): Monaco.editor.ITextModel {
  const model = monaco.editor.createModel(text, 'plaintext')
  model.updateOptions({
    bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false },
  })
  return model
}

function currentScheme(): Scheme {
  return document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light'
}

function watchScheme(onChange: () => void): void {
  new MutationObserver(onChange).observe(document.documentElement, {
    attributes: true,
    attributeFilter: ['data-theme'],
  })
}

/** Monaco takes colours as hex only, so the tokens are read from the computed style and handed over. */
function applyMonacoTheme(monaco: MonacoApi): void {
  const style = getComputedStyle(document.documentElement)
  const token = (name: string): string => toLongHex(style.getPropertyValue(`--${name}`).trim())
  const scheme = currentScheme()
  monaco.editor.defineTheme('trialogue', {
    base: scheme === 'dark' ? 'vs-dark' : 'vs',
    inherit: true,
    rules: [],
    colors: {
      'editor.background': token('surface'),
      'editor.foreground': token('ink'),
      'editorCursor.foreground': token('ink'),
      'editor.placeholder.foreground': token('muted'),
      'editor.selectionBackground': `${token('accent')}40`,
      'editor.inactiveSelectionBackground': `${token('accent')}26`,
      'editorWidget.background': token('surface'),
      'editorWidget.border': token('border'),
      'editorHoverWidget.background': token('surface'),
      'editorHoverWidget.border': token('border'),
      'editorError.foreground': token('failure'),
      'diffEditor.insertedTextBackground': `${token('success')}33`,
      'diffEditor.insertedLineBackground': `${token('success')}14`,
      'diffEditor.removedTextBackground': `${token('failure')}33`,
      'diffEditor.removedLineBackground': `${token('failure')}14`,
      'diffEditor.border': token('border'),
      'scrollbar.shadow': '#00000000',
      focusBorder: '#00000000',
    },
  })
  monaco.editor.setTheme('trialogue')
}

/** `#fff` as `#ffffff`: the build shortens colours, and Monaco refuses the short form. */
function toLongHex(colour: string): string {
  return /^#[0-9a-f]{3}$/i.test(colour) ? colour.replace(/[0-9a-f]/gi, '$&$&') : colour
}
