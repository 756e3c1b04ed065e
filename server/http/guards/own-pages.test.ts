import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { letOwnPagesRead } from './own-pages.ts'

const hosts = { names: () => new Set(['hearth.local', '192.168.1.5', '[fd00::5]']) }

function allowedFor(origin: string | undefined): { origin: unknown; vary: unknown; credentials: unknown } {
  const request = new IncomingMessage(new Socket())
  if (origin !== undefined) request.headers.origin = origin
  const response = new ServerResponse(request)
  letOwnPagesRead(request, response, hosts)
  const header = (name: string) => response.getHeader(name)
  return {
    ...{ origin: header('access-control-allow-origin'), vary: header('vary') },
    credentials: header('access-control-allow-credentials'),
  }
}

describe('who may read whether the vault answers', () => {
  it.each([
    'http://hearth.local:8080',
    'https://hearth.local:8443',
    'http://192.168.1.5:8080',
    'http://[fd00::5]:8080',
  ])('a page of %s, without its cookies', (origin) => {
    expect(allowedFor(origin)).toEqual({ origin, vary: 'Origin', credentials: undefined })
  })

  it.each([
    undefined,
    '',
    'null',
    'http://evil.example',
    'http://hearth.local.evil.example',
    'http://hearth.local@evil.example',
    'file:///hearth.local',
    'data:text/html,hearth.local',
    '//hearth.local',
  ])('not %j', (origin) => {
    expect(allowedFor(origin)).toEqual({ origin: undefined, vary: undefined, credentials: undefined })
  })
})
