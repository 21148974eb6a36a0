/** The inverse of a square matrix, by Gauss and Jordan with pivoting. Throws RangeError when there is none. */
export function invertMatrix(matrix: readonly (readonly number[])[]): number[][] {
  const size = matrix.length
  const rows = matrix.map((row, i) => [...row, ...matrix.map((_, j) => (i === j ? 1 : 0))])
  for (let column = 0; column < size; column++) {
    const at = (row: number) => Math.abs(rows[row]?.[column] ?? 0)
    let best = column
    for (let row = column + 1; row < size; row++) if (at(row) > at(best)) best = row
    const pivotRow = rows[best]
    const displaced = rows[column]
    const pivot = pivotRow?.[column] ?? 0
    if (pivotRow === undefined || displaced === undefined || Math.abs(pivot) < 1e-14) {
      throw new RangeError('The matrix has no inverse.')
    }
    rows[best] = displaced
    const scaled = pivotRow.map((value) => value / pivot)
    rows[column] = scaled
    rows.forEach((row, index) => {
      const factor = row[column] ?? 0
      if (index === column || factor === 0) return
      rows[index] = row.map((value, place) => value - factor * (scaled[place] ?? 0))
    })
  }
  return rows.map((row) => row.slice(size))
}
