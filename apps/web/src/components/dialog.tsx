import { X } from 'lucide-react'
import { Dialog as Primitive } from 'radix-ui'
import { type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { classNames } from '../lib/class-names.ts'

type DialogProps = {
  readonly isOpen: boolean
  readonly onOpenChange: (isOpen: boolean) => void
  readonly title: string
  /** One sentence under the title. */
  readonly description?: string
  readonly children: ReactNode
  /** Buttons, the main one last. */
  readonly footer?: ReactNode
  readonly size?: 'medium' | 'large'
  /** Whether it holds text only: then the text takes the focus, so that keys can scroll it. */
  readonly isText?: boolean
}

/**
 * Where there is something to fill in, that has the focus first, not the button that closes. Not by `autoFocus`: the
 * trap must see it happen, or it knows no place to bring the focus back to when something behind the dialog takes it.
 */
function focusFirstField(event: Event) {
  const content = event.currentTarget
  if (!(content instanceof HTMLElement)) return
  const field = content.querySelector<HTMLElement>('input, textarea')
  if (field === null) return
  event.preventDefault()
  field.focus()
}

/** A modal dialog: traps focus, closes on Escape, gives the focus back. */
export function Dialog(props: DialogProps) {
  const {
    isOpen,
    onOpenChange,
    title,
    description,
    children,
    footer,
    size = 'medium',
    isText = false,
  } = props
  const { t } = useTranslation('words')
  const opener = useRef<Element | null>(null)
  return (
    <Primitive.Root open={isOpen} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 animate-appear bg-[rgb(0_0_0/45%)]" />
        <Primitive.Content
          data-modal=""
          onOpenAutoFocus={(event) => {
            opener.current = document.activeElement
            focusFirstField(event)
          }}
          onCloseAutoFocus={(event) => {
            // Radix gives the focus back to its own trigger only, and these dialogs have none.
            event.preventDefault()
            if (opener.current instanceof HTMLElement) opener.current.focus()
          }}
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
          className={classNames(
            'fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-32px)] w-[calc(100vw-32px)] -translate-x-1/2',
            '-translate-y-1/2 animate-appear flex-col rounded-ui border border-border bg-surface shadow-float',
            size === 'medium' ? 'max-w-lg' : 'max-w-5xl',
          )}
        >
          <header className="flex items-start gap-4 py-3 pr-3 pl-4">
            <div className="min-w-0 flex-1 py-1">
              <Primitive.Title className="font-semibold text-heading">{title}</Primitive.Title>
              {description === undefined ? null : (
                <Primitive.Description className="mt-1 text-muted">{description}</Primitive.Description>
              )}
            </div>
            {/* Without a tooltip: it has the focus when the dialog opens, and the tooltip would open with it. */}
            <Primitive.Close
              aria-label={t('action.close')}
              className="inline-flex size-8 shrink-0 items-center justify-center rounded-ui text-muted hover:bg-hover hover:text-text pointer-coarse:size-11"
            >
              <X size={16} aria-hidden />
            </Primitive.Close>
          </header>
          <div
            {...(isText ? { tabIndex: 0 } : {})}
            className="min-h-0 flex-1 overflow-auto px-4 pb-4 -outline-offset-2"
          >
            {children}
          </div>
          {footer === undefined ? null : (
            <footer className="flex flex-wrap justify-end gap-2 border-border border-t px-4 py-3">
              {footer}
            </footer>
          )}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}
