/** Where code asks, and what stands above it. */
export interface CodeTarget {
  /** Address of the API, `http://127.0.0.1:7357/v1`. */
  readonly baseUrl: string
  /** The remarks as comment lines, each behind the given sign; empty where there are none. */
  comment(sign: string): string
}
