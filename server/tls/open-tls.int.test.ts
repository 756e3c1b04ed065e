import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { NetworkInterfaceInfo, networkInterfaces } from 'node:os'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StartRefusal } from '#server/console/start-refusal.ts'
import { lintAuthority, lintChain, lintLeaf } from './lint-certificate.ts'
import { type CertifiedKey, mintAuthority, mintLeaf } from './mint-certificates.ts'
import { HOME_CONSTRAINTS } from './name-constraints.ts'
import { type OpenTlsOptions, openTls, type VaultTls } from './open-tls.ts'

const run = promisify(execFile)
const lacks = (command: string, flag: string) => spawnSync(command, [flag]).status !== 0
const DAY = 86_400_000

let folder: string
let warnings: string[]
let interfaces: Record<string, NetworkInterfaceInfo[]>
const opened: { close(): unknown }[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hearth-tls-'))
  warnings = []
  interfaces = { eth0: [address('192.168.7.7')] }
})
afterEach(async () => {
  for (const part of opened.splice(0)) await part.close()
  await rm(folder, { recursive: true, force: true })
})

function address(text: string): NetworkInterfaceInfo {
  return { address: text, family: 'IPv4', netmask: '255.255.255.0', mac: '', internal: false, cidr: null }
}

async function open(options: Partial<OpenTlsOptions> = {}): Promise<VaultTls> {
  const tls = await openTls({
    setting: { kind: 'auto' },
    folder,
    hosts: [],
    localName: () => 'hearth.local',
    plainCa: false,
    builtAtMs: Date.parse('2026-01-01'),
    now: Date.now,
    warn: (message) => void warnings.push(message),
    hostname: () => 'box',
    interfaces: (() => interfaces) as typeof networkInterfaces,
    pollMs: 3_600_000,
    ...options,
  })
  opened.push(tls)
  return tls
}

async function serve(pair: CertifiedKey): Promise<{ server: Server; port: number }> {
  const server = createServer(pair, (_request, response) => void response.end('hello'))
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  opened.push({ close: () => new Promise((closed) => server.close(closed)) })
  return { server, port: (server.address() as AddressInfo).port }
}

async function write(name: string, text: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, text)
  return path
}

describe('the own certificate', () => {
  it('is made once, private, and the same after a restart', async () => {
    const first = await open()
    expect((await readdir(folder)).sort()).toEqual(['ca.crt', 'ca.pem', 'leaf.pem'])
    if (process.platform !== 'win32') {
      for (const name of ['ca.pem', 'leaf.pem']) expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600)
    }
    const second = await open()
    expect(second.secureContext()).toEqual(first.secureContext())
    expect(second.fingerprint()).toBe(first.fingerprint())
    expect(first.fingerprint()).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/)
    expect(warnings).toEqual([])
  })

  it('passes the lint of what Apple and the browsers demand', async () => {
    const tls = await open()
    expect(lintLeaf(tls.secureContext().cert)).toEqual([])
    expect(lintAuthority(tls.ca?.pem ?? '')).toEqual([])
    expect(await lintChain(tls.secureContext().cert, tls.ca?.pem ?? '')).toEqual([])
  })

  it('is good for every name and address, but for none the authority may not sign', async () => {
    interfaces = { eth0: [address('192.168.7.7'), address('203.0.113.5')] }
    const tls = await open({ hosts: ['vault.example.org', 'with_underscore.local'] })
    expect(tls.names()).toEqual([
      'localhost',
      'hearth.local',
      'box.local',
      'vault.example.org',
      '127.0.0.1',
      '::1',
      '192.168.7.7',
    ])
  })

  it('covers everything with a plain authority', async () => {
    interfaces = { eth0: [address('203.0.113.5')] }
    const tls = await open({ plainCa: true })
    expect(tls.names()).toEqual(expect.arrayContaining(['box', '203.0.113.5']))
  })

  it('warns about a host that came after the authority was made, and about a late --plain-ca', async () => {
    await open()
    await open({ hosts: ['late.example.org'], plainCa: true })
    expect(warnings.join('\n')).toMatch(/--plain-ca counts when/)
    await open({ hosts: ['late.example.org'] })
    expect(warnings.join('\n')).toMatch(/may not sign late.example.org/)
  })

  it.skipIf(lacks('openssl', 'version'))('satisfies openssl verify -x509_strict for names and addresses', async () => {
    const tls = await open()
    const leaf = await write('one.pem', tls.secureContext().cert)
    const ca = join(folder, 'ca.crt')
    for (const wanted of [
      ['-verify_ip', '192.168.7.7'],
      ['-verify_ip', '::1'],
      ['-verify_hostname', 'hearth.local'],
    ]) {
      const { stdout } = await run('openssl', [
        'verify',
        '-x509_strict',
        '-purpose',
        'sslserver',
        '-CAfile',
        ca,
        ...wanted,
        leaf,
      ])
      expect(stdout).toContain('OK')
    }
    await expect(run('openssl', ['verify', '-CAfile', ca, '-verify_hostname', 'example.org', leaf])).rejects.toThrow()
  })

  it.skipIf(lacks('curl', '--version'))('is accepted by curl with the authority, and only with it', async () => {
    const tls = await open()
    const { port } = await serve(tls.secureContext())
    const fetch = (...args: string[]) => run('curl', ['--silent', '--show-error', '--noproxy', '*', ...args])
    for (const host of ['127.0.0.1', 'localhost', 'hearth.local']) {
      const resolve = ['--resolve', `${host}:${port}:127.0.0.1`]
      const { stdout } = await fetch('--cacert', join(folder, 'ca.crt'), ...resolve, `https://${host}:${port}/`)
      expect(stdout).toBe('hello')
    }
    await expect(fetch(`https://127.0.0.1:${port}/`)).rejects.toThrow(/certificate/i)
  })

  it.skipIf(lacks('openssl', 'version'))(
    'cannot be used to impersonate the internet: the constraints hold',
    async () => {
      const authority = await mintAuthority({ nowMs: Date.now(), constraints: HOME_CONSTRAINTS })
      const ca = await write('constrained.pem', authority.cert)
      for (const name of ['example.org', '8.8.8.8', '2001:db8::1']) {
        const leaf = await mintLeaf({ nowMs: Date.now(), names: [name], authority })
        expect(await lintChain(leaf.cert, authority.cert)).toEqual([`the authority may not sign ${name}`])
        const path = await write('foreign.pem', leaf.cert)
        await expect(run('openssl', ['verify', '-CAfile', ca, path])).rejects.toThrow(/permitted subtree violation/)
      }
    },
  )
})

describe('a running vault', () => {
  it('re-issues the certificate live when an address comes up, and clients verify the new one', async () => {
    const tls = await open()
    const { server, port } = await serve(tls.secureContext())
    tls.onChange((pair) => server.setSecureContext(pair))
    const verify = (servername: string, wanted: string) =>
      new Promise<string | null>((answered) => {
        const socket = connect({ port, host: '127.0.0.1', ca: tls.ca?.pem, servername }, () => {
          const names = socket.getPeerCertificate().subjectaltname ?? ''
          socket.destroy()
          answered(names.includes(wanted) ? names : null)
        }).on('error', (error) => answered(String(error)))
      })
    expect(await verify('hearth.local', '10.9.8.7')).toBeNull()
    interfaces = { eth0: [address('192.168.7.7')], wlan0: [address('10.9.8.7')] }
    await tls.refresh()
    expect(await verify('hearth.local', '10.9.8.7')).toContain('IP Address:10.9.8.7')
    // An address that goes away is no reason to change anything.
    const before = tls.secureContext()
    interfaces = {}
    await tls.refresh()
    expect(tls.secureContext()).toBe(before)
  })

  it('renews the certificate when its end comes near, without touching the authority', async () => {
    let now = Date.now()
    const tls = await open({ now: () => now })
    const seen: CertifiedKey[] = []
    tls.onChange((pair) => void seen.push(pair))
    now += 360 * DAY
    await tls.refresh()
    expect(seen).toHaveLength(0)
    now += 10 * DAY
    const fingerprint = tls.fingerprint()
    await tls.refresh()
    await tls.refresh()
    expect(seen).toHaveLength(1)
    expect(tls.fingerprint()).toBe(fingerprint)
  })

  it('mints nothing with a clock from before the build', async () => {
    await expect(open({ now: () => 0 })).rejects.toThrow(/clock of this machine says 1970-01-01/)
    expect(await readdir(folder)).toEqual([])
    const tls = await open()
    interfaces = { eth0: [address('10.1.1.1')] }
    const later = await open({ now: () => 0 })
    expect(later.secureContext()).toEqual(tls.secureContext())
    expect(warnings.join()).toMatch(/clock/)
  })

  it('refuses to replace a damaged authority silently, but a damaged certificate is made anew', async () => {
    const tls = await open()
    await writeFile(join(folder, 'leaf.pem'), 'garbage')
    expect((await open()).fingerprint()).toBe(tls.fingerprint())
    const text = await readFile(join(folder, 'ca.pem'), 'utf8')
    await writeFile(join(folder, 'ca.pem'), text.slice(0, 300))
    await expect(open()).rejects.toThrow(/ca.pem is damaged/)
    await expect(open()).rejects.toBeInstanceOf(StartRefusal)
  })
})

describe('--tls CERT,KEY', () => {
  async function writePair(authority: CertifiedKey, names: string[]) {
    const pair = await mintLeaf({ nowMs: Date.now(), names, authority })
    const certPath = await write('their.crt', pair.cert)
    const keyPath = await write('their.key', pair.key)
    return { pair, setting: { kind: 'files' as const, certPath, keyPath } }
  }

  it('uses the files, reads them again when they change, and keeps the old pair while the new one is bad', async () => {
    const authority = await mintAuthority({ nowMs: Date.now(), constraints: null })
    const { setting } = await writePair(authority, ['vault.example.org'])
    const tls = await open({ setting })
    expect(tls.ca).toBeNull()
    expect(tls.names()).toEqual(['vault.example.org'])
    expect(warnings).toEqual([])

    const renewed = await mintLeaf({ nowMs: Date.now(), names: ['vault.example.org', 'b.example.org'], authority })
    await writeFile(setting.certPath, renewed.cert)
    await utimes(setting.certPath, new Date(), new Date())
    await tls.refresh()
    expect(tls.names()).toEqual(['vault.example.org'])
    expect(warnings.join()).toMatch(/their.key.*does not belong.*stays/s)

    await writeFile(setting.keyPath, renewed.key)
    await tls.refresh()
    expect(tls.names()).toEqual(['vault.example.org', 'b.example.org'])
  })

  it('stops the start when a file is missing or no certificate', async () => {
    const missing = { kind: 'files' as const, certPath: join(folder, 'no.crt'), keyPath: join(folder, 'no.key') }
    await expect(open({ setting: missing })).rejects.toThrow(/no.crt named with --tls cannot be used/)
    const path = await write('text.crt', 'hello')
    await expect(open({ setting: { ...missing, certPath: path, keyPath: path } })).rejects.toThrow(/text.crt/)
  })

  it('warns about what phones would refuse', async () => {
    const authority = await mintAuthority({ nowMs: Date.now(), constraints: null })
    const certPath = await write('a.crt', authority.cert)
    const keyPath = await write('a.key', authority.key)
    await open({ setting: { kind: 'files', certPath, keyPath } })
    expect(warnings.join()).toMatch(/lives 3650 days.*no subject alternative names/s)
  })
})
