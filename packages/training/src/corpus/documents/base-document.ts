import type { ProblemSource } from '../problems/problem-source.ts'
import type { TaskContext } from '../tasks/task.ts'
import { lookupPage } from './lookups.ts'
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
    [44, () => workedPage(source)],
    [11, () => directPage(source, easyKinds)],
    [2, () => directPage(source, hardKinds)],
    [7, () => lookupPage(source)],
    [7, () => drill(source)],
    [3, () => problemSheet(source)],
    [5, () => labelPage(context)],
    [7, () => pairPage(context)],
    [3, () => storyPage(context)],
    [3, () => transcriptPage(source, context)],
    [1, () => passagePage(context)],
    [4, () => comprehensionPage(context)],
    [1, () => listPage(context)],
    [2, () => exerciseSheet(context)],
  ])()
}
