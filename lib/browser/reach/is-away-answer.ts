/** Said by a proxy whose vault is away, and by a vault that is stopping. */
export function isAwayAnswer({ status }: Response): boolean {
  return status === 502 || status === 503 || status === 504
}
