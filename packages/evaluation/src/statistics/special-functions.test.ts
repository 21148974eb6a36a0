import { describe, expect, it } from 'vitest'
import { incompleteBeta, logGamma, normalCdf, normalQuantile, studentQuantile } from './special-functions.ts'

/** Expected values: SciPy 1.17.1 (`special.gammaln`, `special.betainc`, `stats.norm`, `stats.t`). */
describe('agrees with SciPy', () => {
  it.each([
    [0.1, 2.252712651734206],
    [1.5, -0.12078223763524526],
    [10, 12.801827480081469],
    [123.4, 469.3360974421906],
  ])('log Γ(%d)', (x, expected) => {
    expect(logGamma(x)).toBeCloseTo(expected, 10)
  })

  it.each([
    [0.3, 2, 5, 0.579825],
    [0.5, 40, 61, 0.9823998998911476],
    [0.999, 0.5, 8, 1],
  ])('I_%d(%d, %d)', (x, a, b, expected) => {
    expect(incompleteBeta(x, a, b)).toBeCloseTo(expected, 12)
  })

  it('in the far tail of the incomplete beta function', () => {
    expect(incompleteBeta(1e-5, 3, 0.7) / 5.355012048812653e-16).toBeCloseTo(1, 10)
  })

  it.each([
    [-8, 6.22096057427174e-16],
    [-2.5, 0.006209665325776132],
    [0.3, 0.6179114221889526],
    [1.96, 0.9750021048517795],
    [5, 0.9999997133484281],
  ])('Φ(%d)', (x, expected) => {
    expect(normalCdf(x) / expected).toBeCloseTo(1, 11)
  })

  it.each([
    [0.001, -3.090232306167813],
    [0.02, -2.053748910631823],
    [0.3, -0.5244005127080409],
    [0.975, 1.959963984540054],
    [0.9999, 3.719016485455709],
  ])('Φ⁻¹(%d)', (p, expected) => {
    expect(normalQuantile(p)).toBeCloseTo(expected, 11)
  })

  it.each([
    [0.975, 1, 12.706204736174694],
    [0.975, 9, 2.262157162798205],
    [0.9, 2.5, 1.7302509288071766],
    [0.005, 30, -2.749995653567226],
  ])('quantile %d of Student with %d degrees', (p, degrees, expected) => {
    expect(studentQuantile(p, degrees)).toBeCloseTo(expected, 9)
  })
})
