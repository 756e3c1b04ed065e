import type { IncomingMessage, ServerResponse } from 'node:http'
import { type HostNames, isAllowedHost } from './host-guard.ts'

/**
 * The page on plain http asks the vault's other addresses whether they answer, and whether their certificate is trusted.
 * The answer to that one question may be read by pages of the vault's own names and of nobody else; cookies do not go along.
 */
export function letOwnPagesRead(request: IncomingMessage, response: ServerResponse, hosts: HostNames): void {
  const { origin } = request.headers
  if (origin === undefined || !URL.canParse(origin) || !isAllowedHost(new URL(origin).host, hosts)) return
  response.setHeader('access-control-allow-origin', origin)
  response.setHeader('vary', 'Origin')
}
