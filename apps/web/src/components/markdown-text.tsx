import Markdown from 'markdown-to-jsx/react'
import type { ComponentProps } from 'react'

const look = [
  'max-w-[72ch] break-words text-output [&>*+*]:mt-3 [&_li>*+*]:mt-1',
  '[&_ol]:list-decimal [&_ol]:pl-6 [&_ul]:list-disc [&_ul]:pl-6',
  '[&_code]:rounded-small [&_code]:bg-hover [&_code]:px-1 [&_code]:font-mono [&_code]:text-code',
  '[&_pre]:overflow-x-auto [&_pre]:rounded-small [&_pre]:bg-hover [&_pre]:p-2 [&_pre_code]:p-0',
  '[&_blockquote]:border-border [&_blockquote]:border-l-2 [&_blockquote]:pl-3 [&_hr]:border-border',
  '[&_td]:border [&_td]:border-border [&_td]:px-2 [&_th]:border [&_th]:border-border [&_th]:px-2',
].join(' ')

/**
 * A text with its Markdown drawn. HTML in it is shown as text; pictures are named instead of fetched, since a model's
 * words must not make the browser call anyone.
 */
export function MarkdownText({ text }: { readonly text: string }) {
  return (
    <div className={look}>
      <Markdown options={options}>{text}</Markdown>
    </div>
  )
}

const options = {
  disableParsingRawHTML: true,
  disableFrontmatter: true,
  forceBlock: true,
  overrides: {
    a: Link,
    img: PictureName,
    input: TaskMark,
    // A model's headings are no part of the page's outline, and must not take its ids.
    ...Object.fromEntries(['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((tag) => [tag, Heading])),
  },
}

function Heading({ children }: ComponentProps<'p'>) {
  return <p className="font-semibold">{children}</p>
}

function Link({ href, children }: ComponentProps<'a'>) {
  return (
    <a href={href} target="_blank" rel="noopener noreferrer" className="text-accent underline">
      {children}
    </a>
  )
}

function PictureName({ alt, src }: ComponentProps<'img'>) {
  return <span className="text-muted">[{alt === undefined || alt === '' ? src : alt}]</span>
}

/** `- [x]`, as it was written: a box that cannot be ticked is no control. */
function TaskMark({ checked }: ComponentProps<'input'>) {
  return <span className="font-mono text-code">{checked === true ? '[x] ' : '[ ] '}</span>
}
