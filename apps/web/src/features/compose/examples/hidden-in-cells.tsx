import type { FewShotExample, PromptBody } from '@trialogue/contract'
import { findHiddenCharacters, removeHiddenCharacters } from '@trialogue/prompt'
import { EyeOff } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../components/button.tsx'
import { useContent } from '../../../lib/workspace.ts'
import { useData } from './use-data.ts'

type Data = PromptBody['data']

/** Says in which examples there are characters that cannot be seen, and takes them out. */
export function HiddenInCells() {
  const { t } = useTranslation('compose')
  const edit = useData()
  const { examples, query } = useContent(({ body }) => body.data)
  const numbers = useMemo(
    () => examples.flatMap((example, index) => (hasHidden(example) ? [index + 1] : [])),
    [examples],
  )
  const isInQuery = query.some((cell) => findHiddenCharacters(cell).length > 0)
  if (numbers.length === 0 && !isInQuery) return null
  const places = [...numbers.map((number) => `${number}`), ...(isInQuery ? [t('examples.query')] : [])]
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-small">
      <EyeOff size={16} aria-hidden className="shrink-0 text-failure" />
      <p className="min-w-0 flex-1 basis-48 break-words">
        {t('hidden.inCells', { places: places.join(', ') })}
      </p>
      <Button size="small" onClick={() => edit(withoutHidden)}>
        {t('hidden.remove')}
      </Button>
    </div>
  )
}

/** Rows that have not changed are not looked through again. */
const known = new WeakMap<FewShotExample, boolean>()

function hasHidden(example: FewShotExample): boolean {
  const found = known.get(example)
  if (found !== undefined) return found
  const cells = [...example.inputs, example.reasoning, example.output]
  const has = cells.some((cell) => findHiddenCharacters(cell).length > 0)
  known.set(example, has)
  return has
}

function withoutHidden(data: Data): Data {
  return {
    ...data,
    query: data.query.map(removeHiddenCharacters),
    examples: data.examples.map((example) =>
      hasHidden(example)
        ? {
            ...example,
            inputs: example.inputs.map(removeHiddenCharacters),
            reasoning: removeHiddenCharacters(example.reasoning),
            output: removeHiddenCharacters(example.output),
          }
        : example,
    ),
  }
}
