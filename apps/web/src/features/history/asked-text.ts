import type { PromptBody, RunRequest } from '@trialogue/contract'

/** What a run asked about one item, as lines that can be compared: the prompt, the values, how each model was to write. */
export function describeAsked(request: RunRequest, itemIndex: number): string {
  const { body, items, variants, samples } = request
  const item = items[itemIndex] ?? items[0]
  const sections = [
    section('system', [body.system]),
    ...bodySections(body),
    section('values', item?.values.map(({ name, value }) => `${name}: ${value}`) ?? []),
    section('reference', [item?.reference ?? '']),
    section('samples', [`${samples}`]),
    ...variants.map(({ modelId, parameters, reasoning }) =>
      section(modelId, [...describeFields(parameters), ...describeFields(reasoning)]),
    ),
  ]
  return `${sections.filter((text) => text !== '').join('\n\n')}\n`
}

function bodySections({ type, text, data, chat, completionFrame }: PromptBody): string[] {
  switch (type) {
    case 'text':
      return [section('text', [text.template]), section('frame', [completionFrame])]
    case 'data':
      return [
        section('preamble', [data.preamble]),
        ...data.examples
          .filter(({ isEnabled }) => isEnabled)
          .map(({ inputs, reasoning, output }, index) =>
            section(`example ${index + 1}`, [
              ...describeCells(data.inputHeaders, inputs),
              reasoning,
              `${data.outputHeader}: ${output}`,
            ]),
          ),
        section('query', describeCells(data.inputHeaders, data.query)),
      ]
    case 'chat':
      return [
        section(
          'chat',
          chat.turns.map(({ role, template }) => `${role}: ${template}`),
        ),
      ]
    default:
      return type satisfies never
  }
}

function describeCells(headers: readonly string[], cells: readonly string[]): string[] {
  return headers.map((header, index) => `${header}: ${cells[index] ?? ''}`)
}

function describeFields(fields: object): string[] {
  return Object.entries(fields).map(([name, value]: [string, unknown]) => `${name}: ${JSON.stringify(value)}`)
}

/** Empty where there is nothing in it. */
function section(title: string, lines: readonly string[]): string {
  const written = lines.filter((line) => line !== '')
  return written.length === 0 ? '' : [`# ${title}`, ...written].join('\n')
}
