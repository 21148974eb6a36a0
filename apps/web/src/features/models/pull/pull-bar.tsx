import type { Pull } from '@trialogue/contract'
import { usePullWords } from './pull-words.ts'

/** How far the step of a pull is that is under way. */
export function PullBar({ pull }: { readonly pull: Pull }) {
  const say = usePullWords()
  const { doneBytes, totalBytes, repository } = pull
  const percent = totalBytes === 0 ? 0 : Math.min(100, (doneBytes / totalBytes) * 100)
  return (
    <div
      role="progressbar"
      aria-label={repository.name}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.floor(percent)}
      aria-valuetext={say(pull)}
      className="h-1.5 overflow-hidden rounded-full bg-hover"
    >
      <div className="h-full bg-accent" style={{ width: `${percent}%` }} />
    </div>
  )
}
