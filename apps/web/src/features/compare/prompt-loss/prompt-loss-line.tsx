import { lazyPart } from '../../../components/lazy-part.tsx'
import { useContent } from '../../../lib/workspace.ts'

const MeasuredLoss = lazyPart(async () => (await import('./measured-loss.tsx')).MeasuredLoss)

type PromptLossLineProps = { readonly columnId: string; readonly modelName: string }

/** How likely the model finds the expected answer of the prompt as it stands; nothing where none is written. */
export function PromptLossLine(props: PromptLossLineProps) {
  const hasReference = useContent(({ reference }) => reference.trim() !== '')
  return hasReference ? <MeasuredLoss {...props} /> : null
}
