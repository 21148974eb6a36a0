import type { ApiCalls, CallSettings } from './api-calls.ts'
import { askedFields, firstOfTwoFields, secondFields, sharedValue } from './call-bodies.ts'
import type { CodeTarget } from './code-target.ts'
import { type Fields, writeLines, writeValue } from './code-value.ts'
import { quoteScript } from './quote.ts'
import { scriptContinuation, scriptKey, scriptNotation } from './script-notation.ts'

/** TypeScript with the package `openai`. */
export function writeTypescriptOpenai(calls: ApiCalls, { baseUrl, comment }: CodeTarget): string {
  const { asked, first, second } = calls
  const isText = asked.form === 'text'
  const create = `client.${isText ? 'completions' : 'chat.completions'}.create`
  const head = `${comment('//')}import OpenAI from 'openai'

const client = new OpenAI({
  baseURL: ${quoteScript(baseUrl)},
  apiKey: ${scriptKey},
})
`
  if (second === null) {
    return `${head}
const completion = await ${create}(${writeArguments(calls, askedFields(calls), first)})
for (const ${isText ? '{ text }' : '{ message }'} of completion.choices) console.log(${isText ? 'text' : 'message.content'})
`
  }
  const continuation = scriptContinuation(asked.form)
  const shared = writeValue(sharedValue(calls), scriptNotation, 0)
  const declared = isText ? 'prompt' : 'messages: OpenAI.ChatCompletionMessageParam[]'
  const text = isText ? "choices[0]?.text ?? ''" : "choices[0]?.message.content ?? ''"
  return `${head}
const ${declared} = ${shared}

// The model reasons …
const first = await ${create}(${writeArguments(calls, firstOfTwoFields(calls, continuation), first)})
const reasoning = first.${text}
console.log(reasoning)

// … and is then asked for the answer.
const second = await ${create}(${writeArguments(calls, secondFields(calls, second.phrase, continuation), second)})
console.log(second.${text})
`
}

/** What the package has no types for is spread into the rest: there it is not refused. */
function writeArguments({ model }: ApiCalls, read: Fields, { options, extras }: CallSettings): string {
  const parts = Object.entries({ model, ...read, ...options }).map(
    ([name, value]) => `${scriptNotation.key(name)}: ${writeValue(value, scriptNotation, 1)}`,
  )
  if (Object.keys(extras).length > 0) parts.push(`...${writeValue(extras, scriptNotation, 1)}`)
  return `{\n${writeLines(parts, scriptNotation, 1)}\n}`
}
