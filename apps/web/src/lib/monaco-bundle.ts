/**
 * The parts of Monaco that Trialogue uses, in one lazy chunk (a third of the whole package).
 * Only `lib/monaco.ts` imports this file, and only dynamically. Completion is imported by its file: what Monaco 0.57 has
 * under `features/suggest` is another one.
 */
import * as monaco from 'monaco-editor/editor'
import 'monaco-editor/editor/contrib/suggest/browser/suggestController.js'
import EditorWorker from 'monaco-editor/editor/editor.worker?worker'
import 'monaco-editor/features/clipboard/register'
import 'monaco-editor/features/contextmenu/register'
import 'monaco-editor/features/diffEditor/register'
import 'monaco-editor/features/find/register'
import 'monaco-editor/features/hover/register'
import 'monaco-editor/features/multicursor/register'
import 'monaco-editor/features/placeholderText/register'
import 'monaco-editor/features/unicodeHighlighter/register'
import 'monaco-editor/features/wordOperations/register'

self.MonacoEnvironment = { getWorker: () => new EditorWorker() }

export { monaco }
