import type { ApiCalls } from './api-calls.ts'
import { askedFields, firstOfTwoFields, secondFields, sharedValue, toBody } from './call-bodies.ts'
import type { CodeTarget } from './code-target.ts'
import { type Fields, writeValue } from './code-value.ts'
import { pythonContinuation, pythonKey, pythonNotation } from './python-notation.ts'
import { quotePython } from './quote.ts'

/** Python with nothing but its standard library. */
export function writePython(calls: ApiCalls, { baseUrl, comment }: CodeTarget): string {
  const { asked, first, second } = calls
  const isText = asked.form === 'text'
  const path = isText ? 'completions' : 'chat/completions'
  const text = isText ? '["text"]' : '["message"]["content"]'
  const write = (body: Fields) => writeValue(body, pythonNotation, 0)
  const head = `${comment('#')}import json
import os
import urllib.request


def complete(body):
    request = urllib.request.Request(
        ${quotePython(`${baseUrl}/${path}`)},
        headers={
            "Authorization": "Bearer " + ${pythonKey},
            "Content-Type": "application/json",
        },
        data=json.dumps(body).encode(),
    )
    with urllib.request.urlopen(request) as response:
        return [choice${text} for choice in json.load(response)["choices"]]

`
  if (second === null) {
    return `${head}
for text in complete(${write(toBody(calls, askedFields(calls), first))}):
    print(text)
`
  }
  const continuation = pythonContinuation(asked.form)
  return `${head}
${isText ? 'prompt' : 'messages'} = ${writeValue(sharedValue(calls), pythonNotation, 0)}

# The model reasons …
[reasoning] = complete(${write(toBody(calls, firstOfTwoFields(calls, continuation), first))})
print(reasoning)

# … and is then asked for the answer.
[answer] = complete(${write(toBody(calls, secondFields(calls, second.phrase, continuation), second))})
print(answer)
`
}
