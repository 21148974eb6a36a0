import { Button, type ButtonProps } from './button.tsx'
import { Tooltip } from './tooltip.tsx'

type ReasonedButtonProps = Omit<ButtonProps, 'aria-label' | 'disabled'> & {
  /** What screen readers say, and the tooltip; it begins with the button's words. */
  readonly label: string
  /** Why it can do nothing now, shown instead; it keeps its place in the tab order, and the focus. Absent: it can. */
  readonly reason: string | undefined
}

/** A button with words that says why it can do nothing now. */
export function ReasonedButton({ label, reason, onClick, ...rest }: ReasonedButtonProps) {
  return (
    <Tooltip text={reason ?? label}>
      <Button
        aria-label={label}
        {...(reason === undefined ? { onClick } : { 'aria-disabled': true })}
        {...rest}
      />
    </Tooltip>
  )
}
