import {
  type Endpoint,
  type EndpointApi,
  type EndpointSettings,
  endpointNameSchema,
  endpointUrlSchema,
} from '@trialogue/contract'

/** What a person fills in about a server. */
export type EndpointForm = {
  readonly name: string
  readonly api: EndpointApi
  readonly urls: readonly string[]
  /** What was typed; empty leaves the key as it is. */
  readonly key: string
  readonly isKeyForgotten: boolean
  readonly allowsPrivate: boolean
  readonly concurrency: number
}

/** Where such servers answer, unless somebody moved them. */
export const usualAddresses: readonly {
  readonly name: string
  readonly api: EndpointApi
  readonly url: string
  readonly isPrivate: boolean
}[] = [
  { name: 'vLLM', api: 'openai', url: 'http://localhost:8000/v1', isPrivate: true },
  { name: 'llama.cpp', api: 'openai', url: 'http://localhost:8080/v1', isPrivate: true },
  { name: 'Ollama', api: 'openai', url: 'http://localhost:11434/v1', isPrivate: true },
  { name: 'LM Studio', api: 'openai', url: 'http://localhost:1234/v1', isPrivate: true },
  { name: 'OpenAI', api: 'openai', url: 'https://api.openai.com/v1', isPrivate: false },
  { name: 'Anthropic', api: 'anthropic', url: 'https://api.anthropic.com/v1', isPrivate: false },
  {
    name: 'Gemini',
    api: 'gemini',
    url: 'https://generativelanguage.googleapis.com/v1beta',
    isPrivate: false,
  },
]

/** The form as it opens: a new server's, or that of one which is there. */
export function openForm(endpoint: Endpoint | null): EndpointForm {
  return {
    name: endpoint?.name ?? '',
    api: endpoint?.api ?? 'openai',
    urls: endpoint?.urls ?? [''],
    key: '',
    isKeyForgotten: false,
    allowsPrivate: endpoint?.allowsPrivate ?? false,
    concurrency: endpoint?.concurrency ?? 4,
  }
}

/** Fills in a usual address, and a name where none is written yet. */
export function withUsual(form: EndpointForm, usual: (typeof usualAddresses)[number]): EndpointForm {
  const name = usual.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  const names = usualAddresses.map((one) => one.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'))
  return {
    ...form,
    name: form.name === '' || names.includes(form.name) ? name : form.name,
    api: usual.api,
    urls: [usual.url, ...form.urls.slice(1)],
    allowsPrivate: usual.isPrivate,
  }
}

/** What is wrong with a form: places of addresses, and whether the name is. */
export function checkForm(form: EndpointForm): {
  readonly isNameWrong: boolean
  readonly wrongUrls: number[]
} {
  return {
    isNameWrong: !endpointNameSchema.safeParse(form.name).success,
    wrongUrls: form.urls.flatMap((url, index) =>
      endpointUrlSchema.safeParse(url.trim()).success ? [] : [index],
    ),
  }
}

export function toSettings({ name, api, urls, allowsPrivate, concurrency }: EndpointForm): EndpointSettings {
  return { name, api, urls: urls.map((url) => url.trim().replace(/\/+$/, '')), allowsPrivate, concurrency }
}
