/** Ends the process at a point between two steps; `null` outside the rig. */
export type TestFault = ((point: string) => void) | null

export interface TestFaultDeps {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly parentPid: number
  readonly die: () => void
}

/**
 * For the rig of e2e/faults: `HEARTH_TEST_FAULT=<point>:<n>` ends the process, as a lost machine would, when it reaches
 * the point for the n-th time. It counts only when the parent of the process shows that it is the rig, by its own pid
 * in `HEARTH_TEST_RIG`: a variable left behind in somebody's shell does nothing.
 */
export function readTestFault({ env, parentPid, die }: TestFaultDeps): TestFault {
  const wish = /^(.+):([1-9]\d*)$/.exec(env.HEARTH_TEST_FAULT ?? '')
  if (wish === null || env.HEARTH_TEST_RIG !== String(parentPid)) return null
  let left = Number(wish[2])
  return (point) => {
    if (point === wish[1] && --left === 0) die()
  }
}
