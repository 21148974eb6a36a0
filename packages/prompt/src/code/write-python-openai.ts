import type { ApiCalls, CallSettings } from './api-calls.ts'
import { askedFields, firstOfTwoFields, secondFields, sharedValue } from './call-bodies.ts'
import type { CodeTarget } from './code-target.ts'
import { type Fields, writeLines, writeValue } from './code-value.ts'
import { pythonContinuation, pythonKey, pythonNotation } from './python-notation.ts'
import { quotePython } from './quote.ts'

/** Python with the package `openai`. */
export function writePythonOpenai(calls: ApiCalls, { baseUrl, comment }: CodeTarget): string {
  const { asked, first, second } = calls
  const isText = asked.form === 'text'
  const create = `client.${isText ? 'completions' : 'chat.completions'}.create`
  const text = isText ? 'text' : 'message.content'
  const head = `${comment('#')}import os

from openai import OpenAI

client = OpenAI(
    base_url=${quotePython(baseUrl)},
    api_key=${pythonKey},
)
`
  if (second === null) {
    return `${head}
completion = ${create}(${writeArguments(calls, askedFields(calls), first)})
for choice in completion.choices:
    print(choice.${text})
`
  }
  const continuation = pythonContinuation(asked.form)
  return `${head}
${isText ? 'prompt' : 'messages'} = ${writeValue(sharedValue(calls), pythonNotation, 0)}

# The model reasons …
first = ${create}(${writeArguments(calls, firstOfTwoFields(calls, continuation), first)})
reasoning = first.choices[0].${text}
print(reasoning)

# … and is then asked for the answer.
second = ${create}(${writeArguments(calls, secondFields(calls, second.phrase, continuation), second)})
print(second.choices[0].${text})
`
}

/** What the package does not know goes into `extra_body`. */
function writeArguments({ model }: ApiCalls, read: Fields, { options, extras }: CallSettings): string {
  const known = {
    model,
    ...read,
    ...options,
    ...(Object.keys(extras).length === 0 ? {} : { extra_body: extras }),
  }
  const parts = Object.entries(known).map(
    ([name, value]) => `${name}=${writeValue(value, pythonNotation, 1)}`,
  )
  return `\n${writeLines(parts, pythonNotation, 1)}\n`
}
