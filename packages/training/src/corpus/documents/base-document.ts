import type { ProblemSource } from '../problems/problem-source.ts'
import type { TaskContext } from '../tasks/task.ts'
import { directPage, drill, easyKinds, hardKinds, problemSheet, workedPage } from './pages.ts'
import { labelPage, pairPage } from './pairs.ts'
import {
  comprehensionPage,
  exerciseSheet,
  listPage,
  passagePage,
  storyPage,
  transcriptPage,
} from './texts.ts'

/** What a base model reads: pages of text, never a conversation with an assistant. Weights are per cent. */
export function baseDocument(source: ProblemSource, context: TaskContext): string {
  return context.random.weighted<() => string>([
    [30, () => workedPage(source)],
    [14, () => directPage(source, easyKinds)],
    [2, () => directPage(source, hardKinds)],
    [18, () => drill(source)],
    [4, () => problemSheet(source)],
    [6, () => labelPage(context)],
    [6, () => pairPage(context)],
    [4, () => storyPage(context)],
    [4, () => transcriptPage(source, context)],
    [2, () => passagePage(context)],
    [6, () => comprehensionPage(context)],
    [1, () => listPage(context)],
    [3, () => exerciseSheet(context)],
  ])()
}
