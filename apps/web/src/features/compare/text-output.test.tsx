import { render, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { TextOutput } from './text-output.tsx'

const show = (text: string, view: 'plain' | 'markdown' | 'json', isGrowing = false) =>
  render(<TextOutput text={text} view={view} isGrowing={isGrowing} />).container

describe('as it is', () => {
  it('loses no character, however long it is', () => {
    const text = Array.from({ length: 400 }, (_, line) => `${line}: ${'word '.repeat(line % 9)}\n`).join('')
    const container = show(text, 'plain')
    expect(container.textContent).toBe(text)
    expect(container.querySelectorAll('p').length).toBeGreaterThan(3)
  })

  it('keeps its finished parts while it grows', () => {
    const line = `${'x'.repeat(99)}\n`
    const { container, rerender } = render(<TextOutput text={line.repeat(50)} view="plain" isGrowing />)
    const [kept] = container.querySelectorAll('p')
    rerender(<TextOutput text={line.repeat(60)} view="plain" isGrowing />)
    expect(container.querySelector('p')).toBe(kept)
    expect(container.textContent).toBe(line.repeat(60))
  })

  it('is plain while it grows, whatever was chosen', () => {
    expect(show('**a**', 'markdown', true).textContent).toBe('**a**')
    expect(show('{"a":1}', 'json', true).textContent).toBe('{"a":1}')
  })
})

describe('as Markdown', () => {
  it('draws what is marked', async () => {
    const container = show('# Title\n\n- **one**\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |', 'markdown')
    await screen.findByText('one')
    expect(container.querySelector('strong')?.textContent).toBe('one')
    expect(container.querySelectorAll('li')).toHaveLength(2)
    expect(container.querySelectorAll('td')).toHaveLength(2)
    expect(container.querySelector('h1, [id]')).toBeNull()
  })

  it('fetches nothing, runs nothing, and shows HTML as text', async () => {
    const container = show(
      'Now ![a cat](https://example.com/cat.png) <img src=x onerror=alert(1)> <b>bold</b> [here](javascript:alert(1))',
      'markdown',
    )
    await screen.findByText('[a cat]')
    expect(container.querySelector('img, b, script')).toBeNull()
    expect(container.textContent).toContain('<b>bold</b>')
    expect(container.querySelector('a')?.getAttribute('href') ?? null).toBeNull()
  })
})
