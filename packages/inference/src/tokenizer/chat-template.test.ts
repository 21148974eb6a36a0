import type { Message } from '@trialogue/contract'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createChatTemplate } from './chat-template.ts'

const user = (content: string): Message => ({ role: 'user', content })
const assistant = (content: string): Message => ({ role: 'assistant', content })

function render(source: string, messages: Message[] = [user('Hi')], thinking?: boolean) {
  return createChatTemplate(source, { bos_token: '<s>', eos_token: { content: '</s>' } }).render(
    messages,
    thinking,
  )
}

afterEach(() => {
  vi.useRealTimers()
})

describe('a chat template', () => {
  it('knows what Hugging Face gives it: special tokens, no tools, no documents', () => {
    const source =
      '{{ bos_token }}{% if tools is not none %}tools{% endif %}{% if documents %}documents{% endif %}{{ eos_token }}'
    expect(render(source)).toBe('<s></s>')
  })

  it('writes JSON as Python does, without escapes', () => {
    const source = '{{ messages | tojson }}{{ messages[0] | tojson(indent=2) }}'
    expect(render(source, [user('é <b>')])).toBe(
      '[{"role": "user", "content": "é <b>"}]{\n  "role": "user",\n  "content": "é <b>"\n}',
    )
  })

  it('tells the day in English', () => {
    vi.useFakeTimers({ now: new Date(2026, 10, 5, 12) })
    expect(render("{{ strftime_now('%d %B %Y, %A') }}")).toBe('05 November 2026, Thursday')
  })

  it('has loop controls and blocks of generated text', () => {
    const source =
      "{% for m in messages %}{% if m.role == 'assistant' %}{% continue %}{% endif %}" +
      "{% if m.content == 'End' %}{% break %}{% endif %}{% generation %}{{ m.content }}{% endgeneration %}{% endfor %}"
    expect(render(source, [user('one'), assistant('two'), user('three'), user('End'), user('four')])).toBe(
      'onethree',
    )
  })

  it('strips the letters that are named, and no others', () => {
    const source =
      "{{ m }}{% set c = messages[0].content %}[{{ c.strip('\\n') }}][{{ c.lstrip('\\n') }}][{{ c.rstrip('\\n') }}]"
    expect(render(source, [user('\n\n a \n')])).toBe('[ a ][ a \n][\n\n a ]')
    expect(render('[{{ messages[0].content.strip() }}]', [user('\n a \n')])).toBe('[a]')
    expect(render("[{{ messages[0].content.strip('ab') }}]", [user('abba')])).toBe('[]')
  })

  it('selects messages by what they do not have', () => {
    const source =
      "{{ messages | selectattr('tool_calls', 'undefined') | list | length }}" +
      "{{ messages | rejectattr('tool_calls', 'undefined') | list | length }}"
    expect(render(source, [user('one'), assistant('two')])).toBe('20')
  })

  it('turns thinking on and off where the template has a switch for it', () => {
    const source = '{% if enable_thinking is defined and not enable_thinking %}<think></think>{% endif %}'
    expect(render(source, [user('Hi')], false)).toBe('<think></think>')
    expect(render(source, [user('Hi')], true)).toBe('')
    expect(render(source)).toBe('')
    // Without the switch it can be left off, but not turned on.
    expect(render('{{ messages[0].content }}', [user('Hi')], false)).toBe('Hi')
    expect(() => render('{{ messages[0].content }}', [user('Hi')], true)).toThrow(
      expect.objectContaining({ code: 'CHAT_TEMPLATE_FAILED', details: { reason: 'thinking-ignored' } }),
    )
  })
})

describe('the opening of the assistant turn', () => {
  const chatMl =
    "{% for m in messages %}{{ '<|im_start|>' + m.role + '\\n' + m.content + '<|im_end|>\\n' }}{% endfor %}"
  const asked = '<|im_start|>user\nHi<|im_end|>\n'

  it('is what the template writes when it is asked to', () => {
    const source = `${chatMl}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}`
    expect(render(source)).toBe(`${asked}<|im_start|>assistant\n`)
  })

  it('is taken from how it writes an answer when the template cannot be asked', () => {
    expect(render(chatMl)).toBe(`${asked}<|im_start|>assistant\n`)
  })

  it('is not written twice by a template that always writes it', () => {
    const source = `${chatMl}{{ '<|im_start|>assistant\\n' }}`
    expect(render(source)).toBe(`${asked}<|im_start|>assistant\n`)
  })

  it('is nothing where only a space follows, as with Mistral', () => {
    const source =
      "{{ bos_token }}{% for m in messages %}{% if m.role == 'user' %}{{ '[INST] ' + m.content + ' [/INST]' }}" +
      "{% else %}{{ ' ' + m.content + eos_token }}{% endif %}{% endfor %}"
    expect(render(source)).toBe('<s>[INST] Hi [/INST]')
  })

  it('leaves to the model what it writes itself, such as a mark before the text of its answer', () => {
    const source =
      "{% for m in messages %}{% if m.role == 'user' %}USER: {{ m.content }} {% else %}<plain>{{ m.content }}{% endif %}" +
      '{% endfor %}'
    expect(render(source)).toBe('USER: Hi ')
    expect(render(`${source}ASSISTANT: `)).toBe('USER: Hi ASSISTANT: ')
  })

  it('is nothing where the template refuses to tell', () => {
    const source =
      "{% for m in messages %}{% if m.role == 'assistant' %}{{ raise_exception('No') }}{% endif %}{{ m.content }}{% endfor %}"
    expect(render(source)).toBe('Hi')
  })
})

describe('heedsThinking', () => {
  it('tells whether the switch changes what the model reads', () => {
    const thinking = '{{ messages[0].content }}{% if enable_thinking is false %}<think></think>{% endif %}'
    const heeds = (source: string) => createChatTemplate(source, {}).heedsThinking()
    expect(heeds(thinking)).toBe(true)
    expect(heeds('{{ messages[0].content }}')).toBe(false)
    // It is named, but makes no difference.
    expect(heeds('{% if enable_thinking %}{% endif %}{{ messages[0].content }}')).toBe(false)
  })
})

describe('afterAnswer', () => {
  const after = (source: string | null) => createChatTemplate(source, { eos_token: '</s>' }).afterAnswer()

  it('tells what ends an answer', () => {
    expect(after('{% for m in messages %}{{ m.content | trim }}{{ eos_token }}\n{% endfor %}')).toBe('</s>\n')
  })

  it('is null where the template does not tell', () => {
    expect(after(null)).toBeNull()
    expect(after('{{ messages[0].content }}')).toBeNull()
    expect(after("{{ raise_exception('No') }}")).toBeNull()
  })
})

describe('a chat template that fails', () => {
  it.each([
    ['missing', null, 'has no chat template'],
    [
      'refused',
      "{{ raise_exception('No system role here') }}",
      'refuses these messages: No system role here',
    ],
    ['invalid', '{% for %}', 'cannot be rendered'],
    ['invalid', '{{ bos_token + missing }}', 'undefined'],
    ['invalid', '{{ range(1000000000) }}', 'no more than 100000 numbers'],
  ])('is CHAT_TEMPLATE_FAILED: %s', (reason, source, words) => {
    expect(() => createChatTemplate(source, {}).render([user('Hi')])).toThrow(
      expect.objectContaining({
        code: 'CHAT_TEMPLATE_FAILED',
        details: { reason },
        message: expect.stringContaining(words),
      }),
    )
  })
})
