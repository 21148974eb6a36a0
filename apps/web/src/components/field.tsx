import { type ReactNode, useId } from 'react'

type FieldProps = {
  readonly label: ReactNode
  /** A sentence under the field. */
  readonly hint?: ReactNode
  /** The control, given the id it must carry and the id of its description. */
  readonly children: (ids: { id: string; 'aria-describedby': string | undefined }) => ReactNode
}

/** A label above a control, and a hint below it. */
export function Field({ label, hint, children }: FieldProps) {
  const id = useId()
  const hintId = `${id}-hint`
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="font-medium text-small text-muted">
        {label}
      </label>
      {children({ id, 'aria-describedby': hint === undefined ? undefined : hintId })}
      {hint === undefined ? null : (
        <p id={hintId} className="text-muted text-small">
          {hint}
        </p>
      )}
    </div>
  )
}
