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
    [34, () => workedPage(source)],
    [14, () => directPage(source, easyKinds)],
    [4, () => directPage(source, hardKinds)],
    [8, () => drill(source)],
    [5, () => problemSheet(source)],
    [7, () => labelPage(context)],
    [7, () => pairPage(context)],
    [4, () => storyPage(context)],
    [4, () => transcriptPage(source, context)],
    [3, () => passagePage(context)],
    [6, () => comprehensionPage(context)],
    [1, () => listPage(context)],
    [3, () => exerciseSheet(context)],
  ])()
}
