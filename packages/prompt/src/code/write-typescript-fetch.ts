import type { ApiCalls } from './api-calls.ts'
import { askedFields, firstOfTwoFields, secondFields, sharedValue, toBody } from './call-bodies.ts'
import type { CodeTarget } from './code-target.ts'
import { type Fields, writeValue } from './code-value.ts'
import { quoteScript } from './quote.ts'
import { scriptContinuation, scriptKey, scriptNotation } from './script-notation.ts'

/** TypeScript without a library: for Node, Deno, Bun and pages. */
export function writeTypescriptFetch(calls: ApiCalls, target: CodeTarget): string {
  const { asked, first, second } = calls
  const remarks = target.comment('//')
  const isText = asked.form === 'text'
  const choice = isText ? '{ text: string }' : '{ message: { content: string } }'
  const write = (body: Fields, depth: number) => writeValue(body, scriptNotation, depth)
  if (second === null) {
    const body = write(toBody(calls, askedFields(calls), first), 1)
    return `${remarks}const response = await fetch(${quoteScript(addressOf(calls, target))}, ${requestOf(body, '')})
if (!response.ok) throw new Error(await response.text())
const { choices } = (await response.json()) as { choices: ${choice}[] }
for (const ${isText ? '{ text }' : '{ message }'} of choices) console.log(${isText ? 'text' : 'message.content'})
`
  }
  const continuation = scriptContinuation(asked.form)
  const shared = writeValue(sharedValue(calls), scriptNotation, 0)
  const firstBody = write(toBody(calls, firstOfTwoFields(calls, continuation), first), 0)
  const secondBody = write(toBody(calls, secondFields(calls, second.phrase, continuation), second), 0)
  return `${remarks}const ${isText ? 'prompt' : 'messages'} = ${shared}

// The model reasons …
const reasoning = await complete(${firstBody})
console.log(reasoning)

// … and is then asked for the answer.
const answer = await complete(${secondBody})
console.log(answer)

async function complete(body: object): Promise<string> {
  const response = await fetch(${quoteScript(addressOf(calls, target))}, ${requestOf('body', '  ')})
  if (!response.ok) throw new Error(await response.text())
  const { choices } = (await response.json()) as { choices: [${choice}] }
  return choices[0].${isText ? 'text' : 'message.content'}
}
`
}

function addressOf({ asked }: ApiCalls, { baseUrl }: CodeTarget): string {
  return `${baseUrl}/${asked.form === 'text' ? 'completions' : 'chat/completions'}`
}

function requestOf(body: string, indent: string): string {
  const lines = [
    '{',
    "  method: 'POST',",
    '  headers: {',
    `    Authorization: \`Bearer \${${scriptKey}}\`,`,
    "    'Content-Type': 'application/json',",
    '  },',
    `  body: JSON.stringify(${body}),`,
    '}',
  ]
  return lines.map((line, index) => (index === 0 ? line : indent + line)).join('\n')
}
