import type * as Monaco from 'monaco-editor/editor'

export type MonacoApi = typeof Monaco
type Scheme = 'light' | 'dark'

let loading: Promise<MonacoApi> | null = null

/** Loads the editor once, in its own chunk. Rejects when the chunk cannot be fetched; a later call tries again. */
export function loadMonaco(): Promise<MonacoApi> {
  loading ??= loadWords()
    .then(() => import('./monaco-bundle.ts'))
    .then(
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

/** Monaco's own words (its menu, find and replace) in the page's language. It reads them while it is loaded, once. */
async function loadWords(): Promise<void> {
  if (document.documentElement.lang === 'zh-CN') await import('monaco-editor/nls/lang/zh-cn')
}

/** Options that every editor of ours shares: prose, not code. Tab leaves the editor (WCAG 2.1.2). */
export const proseOptions = {
  acceptSuggestionOnCommitCharacter: false,
  automaticLayout: true,
  contextmenu: true,
  find: { addExtraSpaceOnTop: false, autoFindInSelection: 'multiline' },
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
  guides: { bracketPairs: false, indentation: false },
  matchBrackets: 'never',
  minimap: { enabled: false },
  occurrencesHighlight: 'off',
  overviewRulerLanes: 0,
  padding: { top: 8, bottom: 8 },
  quickSuggestions: false,
  renderLineHighlight: 'none',
  scrollBeyondLastLine: false,
  scrollbar: { alwaysConsumeMouseWheel: false, horizontal: 'hidden', verticalScrollbarSize: 8 },
  selectionHighlight: false,
  suggest: { showStatusBar: false, showWords: false },
  tabFocusMode: true,
  // The menu's colours are the page's: inside a shadow root they would not be found.
  useShadowDOM: false,
  unicodeHighlight: { ambiguousCharacters: false, invisibleCharacters: true, nonBasicASCII: false },
  wordBasedSuggestions: 'off',
  wordWrap: 'on',
  wrappingIndent: 'none',
} as const satisfies Monaco.editor.IEditorOptions &
  Monaco.editor.IGlobalEditorOptions & { tabFocusMode: boolean }

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
      'editorWidget.foreground': token('ink'),
      'editorWidget.border': token('control'),
      'widget.shadow': '#00000030',
      'editor.rangeHighlightBackground': '#00000000',
      'editor.findRangeHighlightBackground': `${token('accent')}14`,
      'editor.findMatchBackground': `${token('accent')}66`,
      'editor.findMatchHighlightBackground': `${token('accent')}33`,
      'editorSuggestWidget.background': token('surface'),
      'editorSuggestWidget.foreground': token('ink'),
      'editorSuggestWidget.border': token('control'),
      'editorSuggestWidget.selectedBackground': token('accent-tint'),
      'editorSuggestWidget.selectedForeground': token('ink'),
      'editorSuggestWidget.focusHighlightForeground': token('accent'),
      'editorSuggestWidget.highlightForeground': token('accent'),
      'input.background': token('surface'),
      'input.foreground': token('ink'),
      'input.border': token('control'),
      'input.placeholderForeground': token('muted'),
      'inputOption.activeBackground': token('accent-tint'),
      'inputOption.activeForeground': token('accent'),
      'inputOption.activeBorder': token('accent'),
      'menu.background': token('surface'),
      'menu.foreground': token('ink'),
      'menu.border': token('border'),
      'menu.separatorBackground': token('border'),
      'menu.selectionBackground': token('hover'),
      'menu.selectionForeground': token('ink'),
      'icon.foreground': token('muted'),
      'symbolIcon.variableForeground': token('accent'),
      'list.hoverBackground': token('hover'),
      'list.hoverForeground': token('ink'),
      'editorHoverWidget.background': token('surface'),
      'editorHoverWidget.border': token('border'),
      'editorError.foreground': token('failure'),
      'diffEditor.insertedTextBackground': `${token('success')}33`,
      'diffEditor.insertedLineBackground': `${token('success')}14`,
      'diffEditor.removedTextBackground': `${token('failure')}33`,
      'diffEditor.removedLineBackground': `${token('failure')}14`,
      'diffEditor.border': token('border'),
      'scrollbar.shadow': '#00000000',
      focusBorder: token('accent'),
    },
  })
  monaco.editor.setTheme('trialogue')
}

/** `#fff` as `#ffffff`: the build shortens colours, and Monaco refuses the short form. */
function toLongHex(colour: string): string {
  return /^#[0-9a-f]{3}$/i.test(colour) ? colour.replace(/[0-9a-f]/gi, '$&$&') : colour
}
