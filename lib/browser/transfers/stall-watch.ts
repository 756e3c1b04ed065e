/** Bytes that leave at all leave within this time, also over a poor Wi-Fi. */
const MOVING_MS = 30_000
/** After the last byte the vault compares and puts the file in its place, which takes a while for a large one. */
const FINISHING_MS = 5 * 60_000

/**
 * Calls `onStall` once when nothing has moved for too long: a connection that died without a word would otherwise hold
 * its slot until the browser gives up, which it never does.
 */
export function watchForStall(onStall: () => void): { moved(allSent: boolean): void; end(): void } {
  let timer = setTimeout(onStall, MOVING_MS)
  return {
    moved(allSent) {
      clearTimeout(timer)
      timer = setTimeout(onStall, allSent ? FINISHING_MS : MOVING_MS)
    },
    end: () => clearTimeout(timer),
  }
}
