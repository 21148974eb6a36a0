export type Instruction = {
  readonly name: string
  readonly flags: Readonly<Record<string, string>>
  readonly text: string
}

export type Stage = {
  /** The image or earlier stage it starts from. */
  readonly from: string
  readonly name: string
  readonly instructions: readonly Instruction[]
}

/** Joins lines that end in a backslash; drops comments and empty lines, also between joined ones. */
function logicalLines(text: string): string[] {
  const kept = text.split('\n').filter((line) => line.trim() !== '' && !line.trim().startsWith('#'))
  return kept
    .join('\n')
    .replace(/\\\n\s*/g, '')
    .split('\n')
}

function parseInstruction(line: string): Instruction {
  const [, name = '', rest = ''] = line.match(/^(\w+)\s+(.*)$/) ?? []
  const flags: Record<string, string> = {}
  const text = rest.replace(/^(--[\w-]+=\S+\s+)+/, (found) => {
    for (const [, key = '', value = ''] of found.matchAll(/--([\w-]+)=(\S+)/g)) flags[key] = value
    return ''
  })
  return { name: name.toUpperCase(), flags, text: text.trim() }
}

/** Splits a Dockerfile into its stages. A stage without a name goes by its number. */
export function parseDockerfile(text: string): Stage[] {
  const stages: { from: string; name: string; instructions: Instruction[] }[] = []
  for (const instruction of logicalLines(text).map(parseInstruction)) {
    if (instruction.name === 'FROM') {
      const [from = '', , name = String(stages.length)] = instruction.text.split(/\s+/)
      stages.push({ from, name, instructions: [] })
    } else {
      const stage = stages.at(-1)
      if (!stage) throw new Error(`${instruction.name} stands before the first FROM.`)
      stage.instructions.push(instruction)
    }
  }
  return stages
}
