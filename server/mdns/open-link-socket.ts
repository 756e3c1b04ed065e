import { createSocket, type RemoteInfo } from 'node:dgram'
import type { Link } from './address-records.ts'
import { isOnLink } from './list-links.ts'
import { MDNS_PORT } from './name-claim.ts'

const GROUP = '224.0.0.251'

export interface LinkSocket {
  readonly link: Link
  send(bytes: Buffer, to: { address: string; port: number } | null): Promise<void>
  close(): Promise<void>
}

/**
 * A socket that hears and speaks multicast DNS on one link. It shares the port with the system's own responder.
 * @throws NodeJS.ErrnoException when the port is held by somebody who does not share it, or the link is gone
 */
export async function openLinkSocket(
  link: Link,
  hear: (bytes: Buffer, from: RemoteInfo) => void,
  onError: (error: Error) => void,
): Promise<LinkSocket> {
  const socket = createSocket({ type: 'udp4', reuseAddr: true })
  const close = () => new Promise<void>((closed) => socket.close(() => closed()))
  try {
    await new Promise<void>((bound, failed) => {
      socket.once('error', failed)
      socket.bind({ port: MDNS_PORT, address: '0.0.0.0' }, () => {
        socket.off('error', failed)
        bound()
      })
    })
    socket.addMembership(GROUP, link.address)
    socket.setMulticastInterface(link.address)
    socket.setMulticastTTL(255)
    // Other programs of this machine ask too.
    socket.setMulticastLoopback(true)
  } catch (error) {
    await close()
    throw error
  }
  socket.on('error', onError)
  // Linux hands a group's packets to every socket of the port, whichever link they came by.
  socket.on('message', (bytes, from) => void (isOnLink(link, from.address) && hear(bytes, from)))
  return {
    link,
    send: (bytes, to) =>
      new Promise((sent) => {
        // A link that went away a moment ago is seen by the next look at the addresses.
        socket.send(bytes, to?.port ?? MDNS_PORT, to?.address ?? GROUP, () => sent())
      }),
    close,
  }
}
