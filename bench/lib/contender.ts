import { type ChildProcess, execFileSync, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** A server in a process of its own, so that its CPU and memory are its own. */
export interface Contender {
  name: string
  http: number
  https: number
  /** Since the last call for memory, since the start for CPU. */
  usage(): Promise<{ cpuSeconds: number; peakRssBytes: number }>
  close(): Promise<void>
}

/** @param script JavaScript; it sends `{ http, https }`, answers 'usage', and ends on any other message */
export async function forkContender(name: string, script: string, args: readonly string[]): Promise<Contender> {
  const child = fork(script, [...args], {
    execArgv: process.env.BENCH_NODE_ARGS?.split(' ') ?? [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const [ports] = (await once(child, 'message')) as [{ http: number; https: number }]
  return {
    name,
    ...ports,
    async usage() {
      child.send('usage')
      const [usage] = (await once(child, 'message')) as [{ cpuSeconds: number; peakRssBytes: number }]
      return usage
    },
    async close() {
      child.send('close')
      await once(child, 'exit')
    },
  }
}

/** The system's nginx with sendfile and one worker, serving one folder. */
export async function startNginx(root: string, work: string, certificates: string): Promise<Contender> {
  const [http, https] = [await freePort(), await freePort()]
  mkdirSync(join(work, 'nginx'), { recursive: true })
  const config = join(work, 'nginx.conf')
  writeFileSync(
    config,
    `worker_processes 1; daemon off; pid ${work}/nginx.pid; error_log ${work}/nginx/error.log;
     ${process.getuid?.() === 0 ? 'user root;' : ''}
     events { worker_connections 512; }
     http {
       access_log ${work}/nginx/access.log; sendfile on; keepalive_requests 1000000;
       client_body_temp_path ${work}/nginx/body; proxy_temp_path ${work}/nginx/proxy;
       fastcgi_temp_path ${work}/nginx/fcgi; uwsgi_temp_path ${work}/nginx/uwsgi; scgi_temp_path ${work}/nginx/scgi;
       server {
         listen 127.0.0.1:${http}; listen 127.0.0.1:${https} ssl; root ${root};
         ssl_certificate ${certificates}/cert.pem; ssl_certificate_key ${certificates}/key.pem;
       }
     }`,
  )
  const child = spawn('nginx', ['-c', config, '-e', `${work}/nginx/error.log`], { stdio: 'inherit' })
  await waitForPort(http)
  return {
    name: 'nginx (sendfile)',
    http,
    https,
    usage: async () => usageOfTree(child),
    async close() {
      child.kill('SIGQUIT')
      await once(child, 'exit')
    },
  }
}

/** A key and certificate that every contender uses. */
export function makeCertificate(folder: string): void {
  mkdirSync(folder, { recursive: true })
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const args = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=127.0.0.1`
  execFileSync('openssl', [...args.split(' '), '-keyout', key, '-out', cert], { stdio: 'ignore' })
}

function usageOfTree(child: ChildProcess): { cpuSeconds: number; peakRssBytes: number } {
  const children = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim().split(' ')
  const usages = [child.pid, ...children.filter((text) => text !== '')].map(usageOf)
  return {
    cpuSeconds: usages.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0),
    peakRssBytes: usages.reduce((sum, { peakRssBytes }) => sum + peakRssBytes, 0),
  }
}

/** Of one process, from its start. Only Linux tells it. */
export function usageOf(pid: number | string | undefined): { cpuSeconds: number; peakRssBytes: number } {
  if (process.platform !== 'linux') return { cpuSeconds: Number.NaN, peakRssBytes: Number.NaN }
  // Fields 14 and 15 of proc(5) stat, counted after the name in brackets: user and system time in 1/100 s.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  const rssKiB = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0
  return { cpuSeconds: (Number(fields[11]) + Number(fields[12])) / 100, peakRssBytes: Number(rssKiB) * 1024 }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}

async function waitForPort(port: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const isOpen = await fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    )
    if (isOpen) return
    await sleep(50)
  }
  throw new Error(`nothing listens on ${port}`)
}
