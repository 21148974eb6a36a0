/** A size for people, `2.2 MB`. */
export const formatMegabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`
