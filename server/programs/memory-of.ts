import { readFileSync } from 'node:fs'

/** Bytes of memory that a process holds; 0 when it is gone, or the system does not say. */
export function memoryOf(pid: number): number {
  if (process.platform !== 'linux') return 0
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return kilobytes === undefined ? 0 : Number(kilobytes) * 1024
  } catch {
    return 0 // it ended meanwhile
  }
}
