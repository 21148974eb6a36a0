/** What must stay free on the disk after a pull: the database and the system live there too. */
export const MIN_FREE_BYTES = 1e9
