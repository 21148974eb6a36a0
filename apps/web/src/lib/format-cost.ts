/** A sum of money; small ones to two digits that count, since a generation often costs less than a cent: "$0.00042". */
export function formatCost(value: number, currency: string, language: string): string {
  const digits =
    value === 0 || Math.abs(value) >= 1
      ? { maximumFractionDigits: 2 }
      : { minimumSignificantDigits: 1, maximumSignificantDigits: 2 }
  return new Intl.NumberFormat(language, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    ...digits,
  }).format(value)
}
