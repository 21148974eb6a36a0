/** The functions that the tests and intervals of this folder are made of, to about 12 digits. */

/** Lanczos' coefficients for g = 7, n = 9 (Godfrey 2001). */
const lanczos: readonly number[] = [
  0.999_999_999_999_809_9, 676.520_368_121_885_1, -1_259.139_216_722_402_8, 771.323_428_777_653_1,
  -176.615_029_162_140_6, 12.507_343_278_686_905, -0.138_571_095_265_720_12, 9.984_369_578_019_572e-6,
  1.505_632_735_149_311_6e-7,
]

/** ln Γ(x) for x > 0. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  const [first = 1, ...others] = lanczos
  const sum = others.reduce((total, coefficient, index) => total + coefficient / (x + index), first)
  const t = x + 6.5
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum)
}

/** ln B(a, b) for a, b > 0. */
export function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b)
}

const EPSILON = 1e-16
const TINY = 1e-300
const MAX_ITERATIONS = 10_000

/**
 * The regularized incomplete beta function Iₓ(a, b): the distribution function of Beta(a, b) at x, 0 ≤ x ≤ 1.
 * Continued fraction of DLMF 8.17.22, evaluated by Lentz's method.
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a)
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b)) / a
  let c = 1
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1))
  let fraction = d
  for (let m = 1; m < MAX_ITERATIONS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    for (const coefficient of [even, odd]) {
      d = 1 / nonZero(1 + coefficient * d)
      c = nonZero(1 + coefficient / c)
      fraction *= c * d
    }
    if (Math.abs(c * d - 1) < EPSILON) break
  }
  return Math.min(1, front * fraction)
}

const nonZero = (value: number) => (Math.abs(value) < TINY ? TINY : value)

/** P(X ≤ x) of a standard normal X. */
export function normalCdf(x: number): number {
  return x < 0 ? upperTail(-x) : 1 - upperTail(x)
}

/** P(X > x) for x ≥ 0: a series near the middle (DLMF 7.6.1), a continued fraction in the tail (DLMF 7.9.1). */
function upperTail(x: number): number {
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)
  if (x > 3) {
    let fraction = x
    for (let k = 200; k > 0; k--) fraction = x + k / fraction
    return density / fraction
  }
  let term = x
  let sum = x
  for (let k = 1; Math.abs(term) > EPSILON * sum; k++) {
    term *= (x * x) / (2 * k + 1)
    sum += term
  }
  return 0.5 - density * sum
}

/** The x with `normalCdf(x)` = p, 0 < p < 1: Acklam's approximation, made exact by a step of Halley's method. */
export function normalQuantile(p: number): number {
  if (p > 0.5) return -normalQuantile(1 - p)
  const guess = p < 0.02425 ? tailGuess(p) : centralGuess(p)
  const error = (normalCdf(guess) - p) * Math.sqrt(2 * Math.PI) * Math.exp((guess * guess) / 2)
  return guess - error / (1 + (guess * error) / 2)
}

/** Acklam 2003, coefficients of the rational approximations. */
const central = {
  above: [
    -39.696_830_286_653_76, 220.946_098_424_520_5, -275.928_510_446_968_7, 138.357_751_867_269,
    -30.664_798_066_147_16, 2.506_628_277_459_239,
  ],
  below: [
    -54.476_098_798_224_06, 161.585_836_858_040_9, -155.698_979_859_886_6, 66.801_311_887_719_72,
    -13.280_681_552_885_72, 1,
  ],
} as const
const tail = {
  above: [
    -0.007_784_894_002_430_293, -0.322_396_458_041_136_5, -2.400_758_277_161_838, -2.549_732_539_343_734,
    4.374_664_141_464_968, 2.938_163_982_698_783,
  ],
  below: [
    0.007_784_695_709_041_462, 0.322_467_129_070_039_8, 2.445_134_137_142_996, 3.754_408_661_907_416, 1,
  ],
} as const

function centralGuess(p: number): number {
  const q = p - 0.5
  return (q * polynomial(central.above, q * q)) / polynomial(central.below, q * q)
}

function tailGuess(p: number): number {
  const q = Math.sqrt(-2 * Math.log(p))
  return polynomial(tail.above, q) / polynomial(tail.below, q)
}

const polynomial = (coefficients: readonly number[], x: number) =>
  coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0)

/** The t with P(T ≤ t) = p of Student's distribution with `degrees` degrees of freedom, 0 < p < 1. */
export function studentQuantile(p: number, degrees: number): number {
  if (p < 0.5) return -studentQuantile(1 - p, degrees)
  const cdf = (t: number) => 1 - incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5) / 2
  let low = 0
  let high = 1
  while (cdf(high) < p && high < 1e12) high *= 2
  while (high - low > 1e-13 * Math.max(1, high)) {
    const middle = (low + high) / 2
    if (middle === low || middle === high) break
    if (cdf(middle) < p) low = middle
    else high = middle
  }
  return (low + high) / 2
}
