import { screen } from '@testing-library/react'
import { aGeneration, aStep } from '@trialogue/testing'
import { describe, expect, it } from 'vitest'
import { renderPart } from '../../lib/test-page.tsx'
import { ColumnFooter } from './column-footer.tsx'
import { en as compare } from './locales/en.ts'

const usage = { promptTokens: 412, completionTokens: 83, cachedTokens: 0 }
const figure = (name: string) => screen.getByText(name).parentElement?.textContent

describe('the foot of a column', () => {
  it('says what a priced generation has cost, in place of the device', () => {
    const price = { inputPerMillion: 2.5, outputPerMillion: 10, currency: 'USD' }
    const generation = aGeneration({ modelId: 'endpoint:team/big', price, steps: [aStep({ usage })] })
    renderPart(<ColumnFooter generation={generation} />, { compare })
    expect(figure('Cost')).toBe('Cost$0.0019')
    expect(screen.queryByText('Device')).toBeNull()
    expect(figure('In / out')).toBe('In / out412 / 83')
  })

  it('says that a server ran it, and marks tokens that it did not count itself', () => {
    const step = aStep({ usage: { ...usage, isEstimated: true } })
    renderPart(<ColumnFooter generation={aGeneration({ modelId: 'endpoint:team/big', steps: [step] })} />, {
      compare,
    })
    expect(figure('Device')).toBe('Deviceserver')
    expect(figure('In / out')).toBe('In / out≈ 412 / 83')
  })
})
