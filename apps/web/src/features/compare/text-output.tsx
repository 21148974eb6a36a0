import { lazy, memo, Suspense, useMemo } from 'react'
import { readJson } from './output-text.ts'
import type { TextView } from './run-store.ts'

const MarkdownText = lazy(async () => ({
  default: (await import('../../components/markdown-text.tsx')).MarkdownText,
}))

type TextOutputProps = {
  readonly text: string
  /** While it grows it is plain, whatever was chosen. */
  readonly isGrowing: boolean
  readonly view: TextView
}

/** What a model wrote, as it is or as what it stands for. */
export function TextOutput({ text, isGrowing, view }: TextOutputProps) {
  if (isGrowing || view === 'plain') return <PlainText text={text} />
  if (view === 'json') return <JsonText text={text} />
  return (
    <Suspense fallback={<PlainText text={text} />}>
      <MarkdownText text={text} />
    </Suspense>
  )
}

/** Lines are laid out again with their paragraph, so a long text that grows is cut into some. */
const paragraphLength = 2_000

function PlainText({ text }: { readonly text: string }) {
  return (
    <div className="max-w-[72ch] whitespace-pre-wrap break-words text-output">
      {splitAtLineEnds(text).map((part, index) => (
        <Paragraph key={index} text={part} />
      ))}
    </div>
  )
}

const Paragraph = memo(function Paragraph({ text }: { readonly text: string }) {
  return <p>{text}</p>
})

/** Parts that joined are the text, each but the last with a line end at its own: that one draws no empty line. */
function splitAtLineEnds(text: string): string[] {
  const parts: string[] = []
  let from = 0
  while (text.length - from > paragraphLength) {
    const end = text.indexOf('\n', from + paragraphLength)
    if (end === -1) break
    parts.push(text.slice(from, end + 1))
    from = end + 1
  }
  return [...parts, text.slice(from)]
}

function JsonText({ text }: { readonly text: string }) {
  const pretty = useMemo(() => {
    const value = readJson(text)
    return value === undefined ? null : JSON.stringify(value, null, 2)
  }, [text])
  if (pretty === null) return <PlainText text={text} />
  return <pre className="max-w-[72ch] whitespace-pre-wrap break-words font-mono text-code">{pretty}</pre>
}
