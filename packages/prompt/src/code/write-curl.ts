import type { ApiCalls, CallSettings } from './api-calls.ts'
import type { CodeTarget } from './code-target.ts'
import type { Fields } from './code-value.ts'
import { quoteShell } from './quote.ts'

/** curl, for a POSIX shell. A second call needs jq, which takes texts out of JSON and puts them in. */
export function writeCurl(calls: ApiCalls, { baseUrl, comment }: CodeTarget): string {
  const { asked, first, second } = calls
  const remarks = comment('#')
  if (second === null) return `${remarks}${writeCall(calls, baseUrl, '')}\n${writeBody(calls, first)}\n`
  const text = asked.form === 'text' ? '.choices[0].text' : '.choices[0].message.content'
  const place = asked.form === 'text' ? '.prompt' : '.messages[-1].content'
  const take = `jq -r ${quoteShell(`${text} | sub("\\\\s+$"; "")`)}`
  return `${remarks}# Two calls, with jq between them: the model reasons …
reasoning=$(${writeCall(calls, baseUrl, ` | ${take}`)}
${writeBody(calls, first)}
)
printf '%s\\n' "$reasoning"

# … and is then asked for the answer.
jq --arg reasoning "$reasoning" --argjson phrase ${quoteShell(JSON.stringify(second.phrase))} \\
  ${quoteShell(`${place} += $reasoning + $phrase`)} <<'JSON' |
${writeSecondBody(calls, second)}
${writeCall(calls, baseUrl, null)} | jq -r ${quoteShell(text)}
`
}

/** `then` follows the body that is written below; null for a body that comes through a pipe. */
function writeCall({ asked }: ApiCalls, baseUrl: string, then: string | null): string {
  const path = asked.form === 'text' ? 'completions' : 'chat/completions'
  return `curl -sS ${quoteShell(`${baseUrl}/${path}`)} \\
  -H "Authorization: Bearer $TRIALOGUE_KEY" \\
  -H 'Content-Type: application/json' \\
  --data-binary @-${then === null ? '' : ` <<'JSON'${then}`}`
}

function writeBody({ model, asked }: ApiCalls, { options, extras }: CallSettings): string {
  const begun =
    asked.form === 'chat' && asked.begun !== '' ? [{ role: 'assistant', content: asked.begun }] : []
  const read: Fields =
    asked.form === 'text'
      ? { prompt: asked.prompt }
      : { messages: [...asked.messages.map(toFields), ...begun] }
  return writeJson({ model, ...read, ...options, ...extras })
}

/** What it reads is completed by jq: there the prompt, here the assistant's message ends where the reasoning begins. */
function writeSecondBody({ model, asked }: ApiCalls, { options, extras }: CallSettings): string {
  const read: Fields =
    asked.form === 'text'
      ? { prompt: asked.prompt }
      : { messages: [...asked.messages.map(toFields), { role: 'assistant', content: asked.begun }] }
  return writeJson({ model, ...read, ...options, ...extras })
}

function toFields({ role, content }: { readonly role: string; readonly content: string }): Fields {
  return { role, content }
}

/** No line of it can be the word that ends it: each begins with a brace, a bracket, a blank or a quotation mark. */
function writeJson(body: Fields): string {
  return `${JSON.stringify(body, null, 2)}\nJSON`
}
