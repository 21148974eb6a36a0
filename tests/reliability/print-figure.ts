/** Prints what a test has measured, under the line of the table of risks that asks for it. */
export function printFigure(line: string, figure: string): void {
  console.log(`${line}: ${figure}`)
}
