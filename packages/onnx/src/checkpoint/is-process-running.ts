/** Whether there is a process of that id on this machine: the one that left a file behind, or a later one. */
export function isProcessRunning(processId: number): boolean {
  try {
    process.kill(processId, 0)
    return true
  } catch (thrown) {
    // Somebody else's process runs too.
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM'
  }
}
