/** Trialogue's mark: three voices. */
export function Mark() {
  return (
    <svg viewBox="0 0 20 20" className="size-5 shrink-0" aria-hidden="true">
      <rect x="1" y="2" width="4" height="16" rx="1.5" className="fill-base" />
      <rect x="8" y="2" width="4" height="16" rx="1.5" className="fill-instruct" />
      <rect x="15" y="2" width="4" height="16" rx="1.5" className="fill-dialog" />
    </svg>
  )
}
