import type { ProblemSource } from '../problems/problem-source.ts'
import type { TaskContext } from '../tasks/task.ts'
import { directPage, drill, labelPage, pairPage, problemSheet, workedPage } from './pages.ts'
import { comprehensionPage, exerciseSheet, listPage, personPage, storyPage, transcriptPage } from './texts.ts'

/** What a base model reads: pages of text, never a conversation with an assistant. */
export function baseDocument(source: ProblemSource, context: TaskContext): string {
  return context.random.weighted<() => string>([
    [35, () => workedPage(source)],
    [19, () => directPage(source)],
    [9, () => drill(source)],
    [6, () => problemSheet(source)],
    [9, () => labelPage(context)],
    [7, () => pairPage(context)],
    [4, () => storyPage(context)],
    [4, () => transcriptPage(source, context)],
    [3, () => personPage(context)],
    [5, () => comprehensionPage(context)],
    [1, () => listPage(context)],
    [4, () => exerciseSheet(context)],
  ])()
}
