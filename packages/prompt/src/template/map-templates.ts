import type { ChatPart, ChatTurn, DataPart, PromptBody } from '@trialogue/contract'

/**
 * Changes every template of a prompt: the system text, all three parts whichever is active, rows that are off, branches
 * that stand aside. What does not change stays the same object.
 */
export function mapTemplates(body: PromptBody, change: (template: string) => string): PromptBody {
  return keepSame(body, {
    ...body,
    system: change(body.system),
    text: keepSame(body.text, { template: change(body.text.template) }),
    data: mapData(body.data, change),
    chat: mapChat(body.chat, change),
  })
}

function mapData(data: DataPart, change: (template: string) => string): DataPart {
  const mapCells = (cells: string[]) => keepSame(cells, cells.map(change))
  return keepSame(data, {
    ...data,
    preamble: change(data.preamble),
    query: mapCells(data.query),
    examples: keepSame(
      data.examples,
      data.examples.map((example) =>
        keepSame(example, {
          ...example,
          inputs: mapCells(example.inputs),
          reasoning: change(example.reasoning),
          output: change(example.output),
        }),
      ),
    ),
  })
}

function mapChat(chat: ChatPart, change: (template: string) => string): ChatPart {
  const mapTurns = (turns: ChatTurn[]) =>
    keepSame(
      turns,
      turns.map((turn) => keepSame(turn, { ...turn, template: change(turn.template) })),
    )
  return keepSame(chat, {
    turns: mapTurns(chat.turns),
    branches: keepSame(
      chat.branches,
      chat.branches.map((branch) => keepSame(branch, { ...branch, turns: mapTurns(branch.turns) })),
    ),
  })
}

/** The old object where the new one holds the very same things. */
function keepSame<T extends object>(before: T, after: T): T {
  const keys = Object.keys(after)
  const isSame = keys.every((key) => Object.is(Reflect.get(before, key), Reflect.get(after, key)))
  return isSame && keys.length === Object.keys(before).length ? before : after
}
