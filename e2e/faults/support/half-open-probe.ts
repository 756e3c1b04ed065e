import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { type ClientRequest, request } from 'node:http'
import { connect, type Socket } from 'node:net'
import {
  bytes,
  create,
  type Door,
  OFFSET_STREAM,
  patch,
  TUS,
  until,
} from '#server/features/uploads/testing/tus-client.ts'
import { ADMIN, moveIn } from '../../support/people.ts'
import { launchVault, type VaultProcess } from '../../support/vault-process.ts'
import * as reception from './reception.ts'

/**
 * Runs inside a network namespace of its own, where the phone has an address that can be taken from it: from then on
 * its packets and those to it vanish, with no word to the vault, as when somebody leaves the house. Prints as one line
 * of JSON what became of its upload.
 */
const [vaultAddress = '', phoneAddress = ''] = process.argv.slice(2)

export interface Findings {
  /** Connections of the phone that the vault still believes in after the phone has gone. */
  readonly believedIn: number
  readonly keptBytes: number
  readonly takenOver: number
  readonly isSame: boolean
}

const MiB = 1 << 20
const body = bytes(4 * MiB)
const SENT_BYTES = MiB + 333

const vault = await launchVault({ flags: ['--allow-http'] })
try {
  await moveIn(vault)
  const laptop = await reception.openDoor(vault, ADMIN)
  const address = await create(laptop, 'phone.bin', body.length)
  const phone = sendFromPhone(vault, laptop, address)
  const silent = stallFromPhone(vault)
  await until(async () => (await reception.bytesOnDisk(vault, 'main', address)) === SENT_BYTES)
  execFileSync('ip', ['addr', 'del', `${phoneAddress}/32`, 'dev', 'lo'])
  phone.destroy()
  silent.destroy()

  const believedIn = countEstablished(vault.httpPort)
  // The laptop does not know yet how far the phone came; asking for its place makes the vault look.
  const early = await patch(laptop, address, 0, body.subarray(0, 10))
  const keptBytes = Number(early.headers['upload-offset'])
  const rest = await patch(laptop, address, keptBytes, body.subarray(keptBytes))
  const { sha256 } = await reception.resultOf(laptop, address)
  const findings: Findings = {
    ...{ believedIn, keptBytes, takenOver: rest.status, isSame: sha256 === reception.sha256Of(body) },
  }
  process.stdout.write(`${JSON.stringify(findings)}\n`)
} finally {
  await vault.dispose()
}
process.exit(0)

function sendFromPhone({ httpPort }: VaultProcess, { headers }: Door, address: string): ClientRequest {
  const sending = request({
    ...{ host: vaultAddress, port: httpPort, localAddress: phoneAddress, method: 'PATCH', path: address },
    headers: { ...headers, ...TUS, ...OFFSET_STREAM, 'upload-offset': 0, 'content-length': body.length },
  })
  sending.on('error', () => undefined)
  sending.write(body.subarray(0, SENT_BYTES))
  return sending
}

function stallFromPhone({ httpPort }: VaultProcess): Socket {
  const socket = connect({ host: vaultAddress, port: httpPort, localAddress: phoneAddress })
  socket.on('error', () => undefined)
  socket.write('GET / HTTP/1.1\r\n')
  return socket
}

/** Lines of the kernel's table: local address, remote address, state 01. */
function countEstablished(port: number): number {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  const phone = phoneAddress
    .split('.')
    .reverse()
    .map((part) => Number(part).toString(16).toUpperCase().padStart(2, '0'))
  const rows = ['/proc/self/net/tcp', '/proc/self/net/tcp6'].flatMap((path) => readFileSync(path, 'utf8').split('\n'))
  return rows.filter((row) => {
    const [, local = '', remote = '', state] = row.trim().split(/\s+/)
    return local.endsWith(wanted) && remote.includes(phone.join('')) && state === '01'
  }).length
}
