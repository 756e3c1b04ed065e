import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface VaultProcess {
  /** `http://localhost:PORT`, the whole app. */
  readonly origin: string
  readonly httpsPort: number
  readonly httpPort: number
  readonly dataFolder: string
  /** Of the process that runs now. */
  pid(): number
  /** Everything the vault printed so far. */
  output(): string
  /** The one-time code on the console. */
  setupCode(): string
  /** SIGKILL: the machine lost its power, as far as the process knows. */
  kill(): Promise<void>
  /** SIGTERM; @returns the exit code */
  stop(): Promise<number | null>
  /**
   * Starts the vault again on the same folder and ports.
   * @param env for this start alone
   */
  start(env?: Record<string, string>): Promise<void>
  /** Resolves when the process that runs now has ended, by whatever. */
  ended(): Promise<{ code: number | null; signal: NodeJS.Signals | null }>
  /** Stops it and removes its folder, unless the caller gave it. */
  dispose(): Promise<void>
}

const READY_MS = 60_000
/** Nothing is told to the network that this machine is in. */
const QUIET = { HEARTH_LOCAL_NAME: 'off' }

/** Starts the built vault (`dist/main.js`) on free ports of the loopback with a data folder of its own. */
export async function launchVault(
  options: { flags?: readonly string[]; env?: Record<string, string>; dataFolder?: string; program?: string } = {},
): Promise<VaultProcess> {
  const root = await mkdtemp(join(tmpdir(), 'hearth-e2e-'))
  const dataFolder = options.dataFolder ?? join(root, 'data')
  const [httpsPort, httpPort] = await freePorts()
  const program = options.program ?? 'dist/main.js'
  const args = [program, '--data', dataFolder, '--port', String(httpsPort), '--http-port', String(httpPort)]
  let output = ''
  let child: ChildProcess | null = null

  async function start(env: Record<string, string> = {}): Promise<void> {
    const started = spawn(process.execPath, [...args, ...(options.flags ?? [])], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...QUIET, NODE_ENV: 'production', ...options.env, ...env },
    })
    child = started
    started.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()))
    started.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()))
    await untilReady(started, httpPort, () => output)
  }

  async function ended(): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
    const running = child
    if (running === null) return { code: null, signal: null }
    if (running.exitCode === null && running.signalCode === null) await once(running, 'exit')
    return { code: running.exitCode, signal: running.signalCode }
  }

  async function end(signal: NodeJS.Signals): Promise<number | null> {
    const ending = child
    child = null
    if (ending === null || ending.exitCode !== null || ending.signalCode !== null) return ending?.exitCode ?? null
    const exited = new Promise<number | null>((resolve) => ending.once('exit', (code) => resolve(code)))
    ending.kill(signal)
    return exited
  }

  await start().catch(async (error: unknown) => {
    await end('SIGKILL')
    await rm(root, { recursive: true, force: true })
    throw error
  })
  return {
    origin: `http://localhost:${httpPort}`,
    httpsPort,
    httpPort,
    dataFolder,
    pid: () => {
      if (child?.pid === undefined) throw new Error('the vault does not run')
      return child.pid
    },
    output: () => output,
    setupCode: () => readSetupCode(output),
    kill: async () => {
      await end('SIGKILL')
    },
    stop: () => end('SIGTERM'),
    start,
    ended,
    dispose: async () => {
      await end('SIGTERM')
      await rm(root, { recursive: true, force: true })
    },
  }
}

async function untilReady(child: ChildProcess, port: number, output: () => string): Promise<void> {
  const deadline = Date.now() + READY_MS
  while (Date.now() < deadline) {
    const ended = child.exitCode ?? child.signalCode
    if (ended !== null) throw new Error(`the vault ended with ${ended}:\n${output()}`)
    const answer = await fetch(`http://localhost:${port}/api/health`).catch(() => null)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`the vault is not ready after ${READY_MS} ms:\n${output()}`)
}

function readSetupCode(output: string): string {
  const code = /type this code:\s+([A-Z0-9]{4}(?:-[A-Z0-9]{4})+)/.exec(output)?.[1]
  if (code === undefined) throw new Error(`no set-up code on the console:\n${output}`)
  return code
}

/** Two ports that were free a moment ago; both are held until both are known. */
export async function freePorts(): Promise<[number, number]> {
  const servers = await Promise.all([openServer(), openServer()])
  const ports = servers.map((server) => {
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    return address.port
  })
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return [ports[0] ?? 0, ports[1] ?? 0]
}

function openServer(): Promise<ReturnType<typeof createServer>> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => resolve(server))
  })
}
