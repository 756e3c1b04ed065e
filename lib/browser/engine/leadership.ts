/** Calls `onLead` once this tab is the one that sends; returns how to give that up. */
export type SeekLeadership = (onLead: () => void) => () => void

/**
 * One tab leads, by a Web Lock: the browser passes it on the moment the leading tab is gone, however it went.
 * @param locks `navigator.locks`
 */
export function leadByLock(locks: LockManager, name: string): SeekLeadership {
  return (onLead) => {
    const giveUp = new AbortController()
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    locks
      .request(name, { signal: giveUp.signal }, () => {
        onLead()
        return held
      })
      .catch(() => undefined)
    return () => {
      giveUp.abort()
      release()
    }
  }
}

const BEAT_MS = 1_000
/** Background tabs may be woken only once a second, so a leader is missed after a few of its beats. */
const SILENCE_MS = 4_000

type Beat = { leader: string }

/**
 * Where there are no Web Locks (plain http in the LAN): the leader says every second that it is there, and when it
 * falls silent another tab follows. Two that begin at once both lead for a moment; the one with the smaller id stays,
 * and the server's own lock keeps the other from sending a byte twice.
 */
export function leadByBeat(openChannel: () => BroadcastChannel, ownId: string, random: () => number): SeekLeadership {
  return (onLead) => {
    const channel = openChannel()
    let leads = false
    let timer = setTimeout(lead, 300 + random() * 300)

    function lead(): void {
      leads = true
      beat()
      onLead()
    }
    function beat(): void {
      channel.postMessage({ leader: ownId } satisfies Beat)
      timer = setTimeout(beat, BEAT_MS)
    }
    channel.onmessage = ({ data }: MessageEvent<Beat>) => {
      if (leads && ownId < data.leader) return
      clearTimeout(timer)
      timer = leads ? setTimeout(beat, BEAT_MS) : setTimeout(lead, SILENCE_MS + random() * 1_000)
    }
    return () => {
      clearTimeout(timer)
      channel.close()
    }
  }
}
