import { expect, it } from 'vitest'
import { followLaunches } from './follow-launches.ts'

it.each([
  ['https://hearth.local:8443/trash', ['/trash']],
  ['https://hearth.local:8443/place?id=hall', ['/place?id=hall']],
  ['https://hearth.local:8443/', []],
  ['https://evil.example/trash', []],
  ['no address', []],
  [null, []],
])('a launch with %s leads to %j', (targetURL, paths) => {
  const gone: string[] = []
  const page = {
    location: new URL('https://hearth.local:8443/'),
    launchQueue: { setConsumer: (consume: (launch: { targetURL: string | null }) => void) => consume({ targetURL }) },
  }
  followLaunches(page as unknown as Window, (path) => gone.push(path))
  expect(gone).toEqual(paths)
})

it('asks nothing of a browser without launches', () => {
  followLaunches({} as Window, () => expect.unreachable())
})
