import type { ChatPart, ChatTurn, Column, PromptBody, PromptContent } from '@trialogue/contract'

/**
 * A version as stable, readable lines for the diff: the active part of the prompt, values, expected answer, columns.
 * Equal contents give equal text; ids of rows and turns do not show. Parameters have their own table.
 */
export function describeContent(content: PromptContent): string {
  const sections = [
    ...bodySections(content.body),
    section(
      'values',
      content.values.map(({ name, value }) => `${name}: ${value}`),
    ),
    section('expected answer', content.reference === '' ? [] : [content.reference]),
    section('columns', content.columns.map(describeColumn)),
    ...content.columns.flatMap(ownPromptSections),
  ]
  return `${sections.filter((lines) => lines !== null).join('\n\n')}\n`
}

/** The prompt that a column has of its own: the titles of its sections name the column, from 1. */
function ownPromptSections({ body }: Column, index: number): (string | null)[] {
  if (body === null) return []
  return bodySections(body).map((lines) => lines?.replace(/^# /, `# column ${index + 1}: `) ?? null)
}

function bodySections(body: PromptBody): (string | null)[] {
  return [section('system', body.system === '' ? [] : [body.system]), ...activeSections(body)]
}

function activeSections(body: PromptBody): (string | null)[] {
  switch (body.type) {
    case 'text':
      return [section('text', [body.text.template])]
    case 'chat':
      return chatSections(body.chat)
    case 'data':
      return dataSections(body)
    default:
      return body.type satisfies never
  }
}

/** The conversation, then the other ways it went on: each after the turn that it follows. */
function chatSections({ turns, branches }: ChatPart): (string | null)[] {
  const lines = (some: readonly ChatTurn[]) => some.map((turn) => `${turn.role}: ${turn.template}`)
  const everyTurn = [...turns, ...branches.flatMap((branch) => branch.turns)]
  const nameOf = (turnId: string | null) => {
    const turn = everyTurn.find(({ id }) => id === turnId)
    return turn === undefined ? 'from the beginning' : `after “${turn.template}”`
  }
  return [
    section('chat', lines(turns)),
    ...branches.map(({ afterTurnId, place, turns: others }) =>
      section(`another way ${place + 1}, ${nameOf(afterTurnId)}`, lines(others)),
    ),
  ]
}

function dataSections({ data }: PromptBody): (string | null)[] {
  const row = (inputs: readonly string[]): string[] =>
    data.inputHeaders.map((header, index) => `${header}: ${inputs[index] ?? ''}`)
  const examples = data.examples.map((example, index) => {
    const title = `example ${index + 1}${example.isEnabled ? '' : ' (off)'}`
    const reasoning = example.reasoning === '' ? [] : [`(reasoning) ${example.reasoning}`]
    return section(title, [...row(example.inputs), ...reasoning, `${data.outputHeader}: ${example.output}`])
  })
  return [
    section('preamble', data.preamble === '' ? [] : [data.preamble]),
    ...examples,
    section('query', row(data.query)),
  ]
}

function describeColumn(column: Column): string {
  return column.modelId
}

function section(title: string, lines: readonly string[]): string | null {
  return lines.length === 0 ? null : `# ${title}\n${lines.join('\n')}`
}
