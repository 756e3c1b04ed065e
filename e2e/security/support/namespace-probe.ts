import { ADMIN } from '../../support/people.ts'
import { launchVault, type VaultProcess } from '../../support/vault-process.ts'
import { sendJson } from './people.ts'
import { openWebSocket } from './websocket.ts'
import { type Answer, type Door, send } from './wire.ts'

/**
 * Runs inside a network namespace of its own, where the only interface also has the addresses given as arguments:
 * starts a vault there, knocks at it as another device would, and prints what it was answered as one line of JSON.
 */
const [home = '', stranger = ''] = process.argv.slice(2)

export interface Probe {
  readonly what: string
  readonly status: number
  readonly code: string | null
  readonly type: string
  readonly cookies: number
  readonly text: string
}

const note = (what: string, answer: Answer): Probe => ({
  ...{ what, status: answer.status, code: answer.code, type: answer.headers['content-type'] ?? '' },
  ...{ cookies: answer.headers['set-cookie']?.length ?? 0, text: answer.text.slice(0, 20_000) },
})

/** What a knock at the sockets of plain http is answered with: `open`, or the refusal. */
async function knockAtSockets(vault: VaultProcess): Promise<Probe> {
  const at = `${home}:${vault.httpPort}`
  const headers = { Host: at, Origin: `http://${at}` }
  const opened = await openWebSocket({ port: vault.httpPort, address: home, headers })
  if (opened.kind === 'open') opened.socket.close()
  const text = opened.kind === 'open' ? 'open' : opened.answer
  return { what: 'http sockets', status: 0, code: null, type: '', cookies: 0, text }
}

const vault = await launchVault()
const allowing = await launchVault({ flags: ['--allow-http'] })
try {
  const setUp = { code: vault.setupCode(), ...ADMIN, mainAccess: 'lan' }
  await sendJson({ port: vault.httpPort }, 'POST', '/api/setup', setUp)
  const probes: Probe[] = []
  const at = (address: string, tls: boolean): Door => ({ port: tls ? vault.httpsPort : vault.httpPort, address, tls })
  const get = async (what: string, door: Door, path: string): Promise<void> => {
    const headers = { host: `${door.address}:${door.port}` }
    probes.push(note(what, await send(door, { method: 'GET', path, headers })))
  }
  for (const path of ['/api/health', '/', '/sign-in', '/hearth-ca.crt', '/api/session', '/api/places', '/api/docs']) {
    await get(`http ${path}`, at(home, false), path)
  }
  const headers = { host: `${home}:${vault.httpPort}` }
  const tokens = { grant: 'password', ...ADMIN }
  probes.push(note('http tokens', await sendJson(at(home, false), 'POST', '/api/tokens', tokens, headers)))
  probes.push(
    note('http rebound', await send(at(home, false), { method: 'GET', path: '/', headers: { host: 'evil.example' } })),
  )
  await get('https /', at(home, true), '/')
  await get('https /api/places', at(home, true), '/api/places')
  await get('stranger http /', at(stranger, false), '/')
  await get('stranger http /api/health', at(stranger, false), '/api/health')
  await get('stranger https /', at(stranger, true), '/')
  await get('stranger https /api/session', at(stranger, true), '/api/session')
  probes.push(await knockAtSockets(vault))
  for (const path of ['/sign-in', '/api/session']) {
    await get(`allowed ${path}`, { port: allowing.httpPort, address: home }, path)
  }
  probes.push({ ...(await knockAtSockets(allowing)), what: 'allowed sockets' })
  const knockWithLink = async (what: string) => {
    await get(`${what} /s`, at(home, false), '/s')
    const asked = sendJson(at(home, false), 'POST', '/api/shared', { token: `hl_${'A'.repeat(43)}` }, headers)
    probes.push(note(`${what} /api/shared`, await asked))
    await get(`${what} /api/session`, at(home, false), '/api/session')
  }
  await knockWithLink('shut')
  const { accessToken } = (await sendJson({ port: vault.httpPort }, 'POST', '/api/tokens', tokens)).json<{
    accessToken: string
  }>()
  const proof = { authorization: `Bearer ${accessToken}` }
  await sendJson({ port: vault.httpPort }, 'PATCH', '/api/settings', { linksOnPlainHttp: true }, proof)
  await knockWithLink('links')
  process.stdout.write(`${JSON.stringify(probes)}\n`)
} finally {
  await vault.dispose()
  await allowing.dispose()
}
process.exit(0)
