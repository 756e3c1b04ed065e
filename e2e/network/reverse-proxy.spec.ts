import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { io } from 'socket.io-client'
import type { Api } from '#lib/api/client.ts'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { send } from '../security/support/wire.ts'
import { ADMIN, moveIn, tokenOf } from '../support/people.ts'
import { freePorts, launchVault, type VaultProcess } from '../support/vault-process.ts'

/** The recipe of docs/https.md for a proxy in front, word by word, on nginx and a vault as it is started there. */

const NAME = 'vault.example.org'
const FLAGS = ['--tls', 'off', '--bind', '127.0.0.1', '--trust-proxy', '127.0.0.1', '--host', NAME]
const FILE = randomBytes(3_000_000)

let folder: string
let vault: VaultProcess
let admin: Api
let token: string
let nginx: ChildProcess
let port: number

test.skip(
  ['nginx', 'openssl'].some((command) => spawnSync(command, ['-v']).error !== undefined),
  'needs nginx and openssl',
)

/** With other ports and files than it names. */
async function readRecipe(certificate: string, key: string): Promise<string> {
  const text = await readFile('docs/https.md', 'utf8')
  const block = /```nginx\n(.*?)```/s.exec(text)?.[1] ?? ''
  const changes: [string, string][] = [
    ['listen 443 ssl', `listen 127.0.0.1:${port} ssl`],
    ['/etc/ssl/vault.crt', certificate],
    ['/etc/ssl/vault.key', key],
    ['127.0.0.1:8080', `127.0.0.1:${vault.httpPort}`],
  ]
  return changes.reduce((recipe, [from, to]) => {
    expect(recipe).toContain(from)
    return recipe.replaceAll(from, to)
  }, block)
}

test.beforeAll(async () => {
  test.setTimeout(120_000)
  folder = await mkdtemp(join(tmpdir(), 'hearth-proxy-'))
  vault = await launchVault({ flags: FLAGS })
  admin = await moveIn(vault)
  token = `Bearer ${await tokenOf(vault, ADMIN)}`
  ;[port] = await freePorts()
  const [certificate, key] = [join(folder, 'vault.crt'), join(folder, 'vault.key')]
  const subject = ['-subj', `/CN=${NAME}`, '-addext', `subjectAltName=DNS:${NAME}`, '-days', '2', '-nodes']
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256']
  execFileSync('openssl', ['req', '-x509', ...curve, ...subject, '-keyout', key, '-out', certificate], {
    stdio: 'ignore',
  })
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${join(folder, kind)};`,
  )
  await writeFile(
    join(folder, 'nginx.conf'),
    `daemon off; pid ${join(folder, 'pid')}; error_log ${join(folder, 'error.log')}; events {}
http { access_log off; ${temporary.join(' ')}\n${await readRecipe(certificate, key)}\n}`,
  )
  nginx = spawn('nginx', ['-p', folder, '-e', join(folder, 'error.log'), '-c', join(folder, 'nginx.conf')], {
    stdio: 'inherit',
  })
  await expect
    .poll(async () => (await ask('/api/health').catch(() => null))?.status ?? null, { timeout: 30_000 })
    .toBe(200)
})
test.afterAll(async () => {
  if (nginx && nginx.exitCode === null) {
    nginx.kill('SIGTERM')
    await once(nginx, 'exit')
  }
  await vault?.dispose()
  if (folder) await rm(folder, { recursive: true, force: true })
})

const host = () => `${NAME}:${port}`
const ask = (path: string, headers: Record<string, string> = {}, method = 'GET', body?: string) =>
  send({ port, tls: true }, { method, path, headers: { host: host(), ...headers }, ...(body ? { body } : {}) })

test('the vault answers under the name that it was told, and takes the way to it for https', async () => {
  const other = await ask('/api/health', { host: 'elsewhere.example' })
  expect([other.status, other.code]).toEqual([421, 'misdirected_host'])
  await admin.call(ROUTES.places.createRoom, { body: { name: 'Shed', access: 'password', password: 'plum cake' } })
  const headers = { 'content-type': 'application/json', origin: `https://${host()}` }
  const answer = await ask('/api/rooms/shed/unlock', headers, 'POST', JSON.stringify({ password: 'plum cake' }))
  expect(answer.status).toBe(200)
  const cookies = (answer.headers['set-cookie'] ?? []).filter((cookie) => cookie.startsWith('__Host-'))
  expect(cookies.length).toBeGreaterThan(0)
  for (const cookie of cookies) expect(cookie).toMatch(/; Secure/i)
})

test('uploads pass as they come, and downloads by ranges', async () => {
  const place = (await admin.call(ROUTES.places.get, { params: { place: 'main' } })).id
  const metadata = Object.entries({ filename: 'film.bin', place, path: '' })
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',')
  const tus = { authorization: token, 'tus-resumable': '1.0.0' }
  const creation = { 'upload-length': String(FILE.byteLength), 'upload-metadata': metadata, 'content-length': '0' }
  const created = await ask('/api/uploads', { ...tus, ...creation }, 'POST')
  expect(created.status).toBe(201)

  const before = await receivedByVault()
  const half = FILE.byteLength / 2
  const sending = request({
    ...{ host: '127.0.0.1', port, rejectUnauthorized: false, method: 'PATCH', path: String(created.headers.location) },
    headers: {
      ...{ ...tus, host: host(), 'upload-offset': '0' },
      ...{ 'content-type': 'application/offset+octet-stream', 'content-length': FILE.byteLength },
    },
  })
  const answered = once(sending, 'response')
  sending.write(FILE.subarray(0, half))
  // The vault has the first half while the second one was not even sent: nothing gathers it on the way.
  await expect.poll(async () => (await receivedByVault()) - before).toBeGreaterThan(half * 0.9)
  sending.end(FILE.subarray(half))
  const [answer] = await answered
  expect([answer.statusCode, answer.headers['upload-offset']]).toEqual([204, String(FILE.byteLength)])

  const list = async () =>
    (await admin.call(ROUTES.entries.list, { params: { place: 'main' }, query: { path: '' } })).entries
  await expect.poll(async () => (await list()).map(({ name }) => name)).toContain('film.bin')
  const id = (await list()).find(({ name }) => name === 'film.bin')?.id
  const range = { authorization: token, range: 'bytes=1000000-1999999' }
  const part = await ask(`/api/files/${id}/content`, range)
  expect([part.status, part.headers['content-range']]).toEqual([206, `bytes 1000000-1999999/${FILE.byteLength}`])
  expect(part.body.equals(FILE.subarray(1_000_000, 2_000_000))).toBe(true)
})

test('the live connection of a page comes about', async () => {
  const socket = io(`https://127.0.0.1:${port}`, {
    ...{ transports: ['websocket'], reconnection: false, forceNew: true, rejectUnauthorized: false },
    extraHeaders: { host: host(), authorization: token },
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('hello', () => resolve())
    socket.once('connect_error', reject)
  })
  socket.close()
})

async function receivedByVault(): Promise<number> {
  const text = await (await fetch(`${vault.origin}/api/metrics`, { headers: { authorization: token } })).text()
  return Number(/^hearth_network_bytes_total\{direction="up"\} (\S+)$/m.exec(text)?.[1] ?? 0)
}
