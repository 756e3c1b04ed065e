import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Another machine on the vault's network, with avahi, which asks and answers names as Linux desktops do. */
export interface Visitor {
  /** Runs a program there. @returns what it printed */
  run(command: string, ...args: string[]): Promise<string>
  /** (Re)starts avahi under this name of the machine. */
  call(hostName: string): Promise<void>
  /** What avahi wrote since it was called so. */
  log(): string
  /** The address of a name; null when nobody answers. */
  resolve(name: string): Promise<string | null>
  leave(): Promise<void>
}

const BUS = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><listen>unix:path=SOCKET</listen><policy context="default">
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/><allow user="*"/>
</policy></busconfig>`

const avahiSettings = (hostName: string) => `[server]
host-name=${hostName}
use-ipv6=no
allow-interfaces=lan0
[publish]
publish-hinfo=no
publish-workstation=no
`

/** Joins the namespace of this process, whose end of the cable is `lan0`, by one of its own. */
export async function inviteVisitor(address: string): Promise<Visitor> {
  const folder = await mkdtemp(join(tmpdir(), 'hearth-visitor-'))
  const namespace = spawn('unshare', ['-n', 'sleep', 'infinity'], { stdio: 'ignore' })
  const socket = join(folder, 'bus')
  const env = { ...process.env, DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${socket}` }
  const inside = ['-t', String(namespace.pid), '-n']
  const started: ChildProcess[] = [namespace]
  let avahi: ChildProcess | null = null
  let log = ''

  const visit = async (command: string, ...args: string[]) =>
    (await run('nsenter', [...inside, command, ...args], { env, timeout: 20_000 })).stdout
  // Until unshare has run, its process is in our namespace, and the cable would have both ends here.
  await until(async () => (await run('readlink', [`/proc/${namespace.pid}/ns/net`])).stdout !== (await ownNamespace()))
  await run('ip', ['link', 'add', 'lan0', 'type', 'veth', 'peer', 'name', 'lan0', 'netns', String(namespace.pid)])
  await visit('sh', '-c', `ip link set lo up && ip addr add ${address} dev lan0 && ip link set lan0 up`)

  await writeFile(join(folder, 'bus.conf'), BUS.replace('SOCKET', socket))
  started.push(spawn('dbus-daemon', ['--nofork', `--config-file=${join(folder, 'bus.conf')}`], { stdio: 'ignore' }))
  await until(() => run('test', ['-S', socket]))

  async function stopAvahi(): Promise<void> {
    if (avahi === null) return
    const ending = avahi
    avahi = null
    ending.kill('SIGTERM')
    if (ending.exitCode === null) await once(ending, 'exit')
  }

  return {
    run: visit,
    async call(hostName) {
      await stopAvahi()
      const settings = join(folder, 'avahi.conf')
      await writeFile(settings, avahiSettings(hostName))
      log = ''
      const flags = ['--no-drop-root', '--no-chroot', '--no-rlimits', '-f', settings]
      const child = spawn('nsenter', [...inside, 'avahi-daemon', ...flags], { env, stdio: ['ignore', 'pipe', 'pipe'] })
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (log += chunk.toString()))
      avahi = child
      await until(async () => {
        if (!log.includes('Server startup complete')) throw new Error(`avahi does not start:\n${log}`)
      })
    },
    log: () => log,
    async resolve(name) {
      // It ends well either way; an answer stands on the output.
      const said = await visit('avahi-resolve', '-4', '-n', name)
      return said.split(/\s+/)[1] || null
    },
    async leave() {
      await stopAvahi()
      for (const child of started.reverse()) child.kill('SIGTERM')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function ownNamespace(): Promise<string> {
  return (await run('readlink', ['/proc/self/ns/net'])).stdout
}

/** @throws what the last try threw, or an error when it said no for 40 seconds */
export async function until(holds: () => Promise<unknown>): Promise<void> {
  const deadline = Date.now() + 40_000
  for (;;) {
    const said = await holds().catch((error: unknown) => {
      if (Date.now() > deadline) throw error
      return false
    })
    if (said !== false) return
    if (Date.now() > deadline) throw new Error('it did not come to pass')
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}
