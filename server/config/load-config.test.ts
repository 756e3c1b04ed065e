import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { StartRefusal } from '#server/console/start-refusal.ts'
import { type LoadConfigOptions, loadConfig } from './load-config.ts'

const HOME = resolve('/home/somebody')
const DATA = resolve(HOME, 'hearth-data')

function load(options: Partial<Omit<LoadConfigOptions, 'readFile'>> & { file?: string } = {}) {
  const { file, ...rest } = options
  return loadConfig({
    argv: [],
    env: {},
    cwd: resolve('/work/here'),
    home: HOME,
    readFile: (path) => (file !== undefined && path.endsWith('persist.json') ? file : null),
    ...rest,
  })
}

function refusalOf(options: Parameters<typeof load>[0]): string {
  try {
    load(options)
  } catch (error) {
    expect(error).toBeInstanceOf(StartRefusal)
    return error instanceof StartRefusal ? error.message : ''
  }
  throw new Error('it was accepted')
}

describe('loadConfig', () => {
  it('has safe defaults when nobody says anything', () => {
    const config = load()
    expect(config).toMatchObject({
      dataPath: DATA,
      persistPath: resolve(DATA, 'persist.json'),
      port: 8443,
      httpPort: 8080,
      tls: { kind: 'auto' },
      allowHttp: false,
      allowPublic: false,
      maxFileBytes: null,
      uploadKeepMs: 7 * 86_400_000,
      grantMs: 3_600_000,
      lockoutAttempts: 5,
      lockoutMs: 300_000,
      umask: 0o022,
      warnings: [],
    })
    expect(config.sources.port).toEqual({ value: 8443, source: 'default' })
  })

  it('takes a flag before the environment before persist.json before the default', () => {
    const file = '{ "settings": { "port": 1001, "http_port": 1002, "name": "File" } }'
    const config = load({ argv: ['--port', '3001'], env: { HEARTH_PORT: '2001', HEARTH_HTTP_PORT: '2002' }, file })
    expect(config.sources.port).toEqual({ value: 3001, source: 'flag' })
    expect(config.sources.httpPort).toEqual({ value: 2002, source: 'environment' })
    expect(config.sources.name).toEqual({ value: 'File', source: 'persist.json' })
    expect(config.sources.tls.source).toBe('default')
  })

  it('resolves paths against where they were written', () => {
    expect(load({ argv: ['--data', 'mine'] }).dataPath).toBe(resolve('/work/here/mine'))
    expect(load({ argv: ['--data=~/vault'] }).dataPath).toBe(resolve(HOME, 'vault'))
    const env = { HEARTH_START_FOLDER: resolve('/typed/there') }
    expect(load({ argv: ['--data', 'mine'], env }).dataPath).toBe(resolve('/typed/there/mine'))
    expect(load({ file: '{ "settings": { "tls": "a.pem,b.pem" } }' }).tls).toEqual({
      kind: 'files',
      certPath: resolve(DATA, 'a.pem'),
      keyPath: resolve(DATA, 'b.pem'),
    })
  })

  it('reads lists from repeated flags, commas, the environment and arrays alike', () => {
    const hosts = ['vault.example.org', '10.0.0.5']
    expect(load({ argv: ['--host', hosts[0] ?? '', '--host', hosts[1] ?? ''] }).hosts).toEqual(hosts)
    expect(load({ env: { HEARTH_HOST: hosts.join(',') } }).hosts).toEqual(hosts)
    expect(load({ file: JSON.stringify({ settings: { host: hosts } }) }).hosts).toEqual(hosts)
  })

  it('keeps the name of a drive, else takes that of its folder', () => {
    const config = load({ argv: ['--drive', 'Films=/mnt/films', '--drive', '/mnt/a,b'] })
    expect(config.drives).toEqual([
      { name: 'Films', path: resolve('/mnt/films') },
      { name: 'a,b', path: resolve('/mnt/a,b') },
    ])
    expect(load({ env: { STREAM_DRIVES: '/a:/b' }, pathDelimiter: ':' }).drives).toHaveLength(2)
  })

  it('turns switches on and off', () => {
    expect(load({ argv: ['--allow-http'] }).allowHttp).toBe(true)
    expect(load({ argv: ['--no-allow-http'], env: { HEARTH_ALLOW_HTTP: 'yes' } }).allowHttp).toBe(false)
    expect(load({ env: { HEARTH_ALLOW_PUBLIC: '1' } }).allowPublic).toBe(true)
  })

  it.each([
    ['an unknown flag', { argv: ['--prot', '1'] }, /no flag --prot.*Did you mean --port/],
    ['a word that is no flag', { argv: ['9000'] }, /"9000" is not a flag/],
    ['a flag without its value', { argv: ['--port', '--allow-http'] }, /--port needs a value: PORT/],
    ['a bad port', { argv: ['--port', '99999'] }, /--port is "99999".*port from 1 to 65535/],
    ['a bad switch', { argv: ['--allow-http=maybe'] }, /--allow-http is "maybe".*true or false/],
    ['a bad variable', { env: { HEARTH_MAX_FILE: 'huge' } }, /HEARTH_MAX_FILE is "huge".*20GB/],
    ['an unknown variable', { env: { HEARTH_PROT: '1' } }, /no setting HEARTH_PROT.*Did you mean HEARTH_PORT/],
    [
      'a bad value in the file',
      { file: '{ "settings": { "port": "x" } }' },
      /settings.port.*"x".*port from 1 to 65535/,
    ],
    [
      'an unknown key in the file',
      { file: '{\n "settings": { "prot": 1 } }' },
      /line 2.*settings.prot.*Did you mean port/,
    ],
    ['two equal ports', { argv: ['--port', '8080'] }, /both 8080/],
    ['an admin without a password', { env: { HEARTH_ADMIN_USER: 'kim' } }, /go together/],
    ['a host with a scheme', { argv: ['--host', 'https://x.org'] }, /--host is "https:\/\/x.org".*host names/],
    ['a half TLS pair', { argv: ['--tls', 'cert.pem'] }, /--tls is "cert.pem".*CERT,KEY/],
    ['a umask that locks the owner out', { argv: ['--umask', '777'] }, /--umask is "777"/],
  ])('refuses %s with the key, the value and what is allowed', (_, options, message) => {
    expect(refusalOf(options)).toMatch(message)
  })

  it('lists every problem at once', () => {
    expect(refusalOf({ argv: ['--prot', '1', '--port', 'x', '--grant-minutes', 'soon'] }).split('\n')).toHaveLength(3)
  })

  it('never prints a password', () => {
    const env = { HEARTH_ADMIN_USER: 'kim', HEARTH_ADMIN_PASSWORD: 'short' }
    expect(refusalOf({ env })).not.toContain('short')
  })

  it('tells when npm kept a flag for itself', () => {
    const env = { npm_lifecycle_event: 'vault', npm_config_port: '9000' }
    expect(refusalOf({ env })).toContain('npm run vault -- --port')
  })
})
