/** Said when what can be read from this device is different, or whose it is. */
const CHANNEL = 'hearth-pins-changed'

export function sayPinsChanged(): void {
  const channel = new BroadcastChannel(CHANNEL)
  channel.postMessage(null)
  channel.close()
}

export function hearPinsChanged(heard: () => void): void {
  new BroadcastChannel(CHANNEL).onmessage = heard
}
