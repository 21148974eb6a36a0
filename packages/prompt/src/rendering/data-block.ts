import type { FilledData } from '../template/filled-prompt.ts'
import { joinPartedParagraphs, type PartedText, parted } from './parted-text.ts'
import type { FormatOutput } from './render-options.ts'

/** A header as it is written in front of its value: with a colon, but never with two. Empty for no header. */
export function formatHeader(header: string): string {
  const label = header.trim()
  return label === '' || label.endsWith(':') ? label : `${label}:`
}

function formatLine(header: string, value: string): string {
  return [formatHeader(header), value].filter((part) => part !== '').join(' ')
}

/** The cells of one row, a `Header: value` line each. */
export function formatInputs(headers: readonly string[], cells: readonly string[]): string {
  return headers.map((header, index) => formatLine(header, cells[index] ?? '')).join('\n')
}

/** Preamble, worked examples and query as one text that ends with the output's header: the model goes on from there. */
export function renderDataBlock(data: FilledData, formatOutput: FormatOutput): PartedText {
  const examples = data.examples.map((example) => {
    const output = formatLine(data.outputHeader, formatOutput(example))
    return parted('examples', `${formatInputs(data.inputHeaders, example.inputs)}\n${output}`)
  })
  const query = `${formatInputs(data.inputHeaders, data.query)}\n${formatHeader(data.outputHeader)}`
  const before = joinPartedParagraphs([parted('preamble', data.preamble), ...examples])
  return [...before, ...parted('input', before.length === 0 ? query : `\n\n${query}`)]
}
