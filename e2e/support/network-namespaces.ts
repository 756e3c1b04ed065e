import { execFileSync } from 'node:child_process'

export const WITHOUT_NAMESPACES = 'needs the right to make a network namespace (root on Linux, with iproute2)'

export function canMakeNamespaces(): boolean {
  try {
    execFileSync('unshare', ['-n', 'ip', 'link', 'set', 'lo', 'up'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
