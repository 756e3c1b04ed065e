import { expect, it } from 'vitest'
import { followLaunches } from './follow-launches.ts'

const NEVER = () => expect.unreachable()

/** A page that is launched once. */
function launchedBy(launch: { targetURL: string | null; files?: { kind: string }[] }): Window {
  const page = {
    location: new URL('https://hearth.local:8443/'),
    launchQueue: { setConsumer: (consume: (launched: typeof launch) => void) => consume(launch) },
  }
  // Only what launches ask of a window.
  return page as unknown as Window
}

it.each([
  ['https://hearth.local:8443/trash', ['/trash']],
  ['https://hearth.local:8443/place?id=hall', ['/place?id=hall']],
  ['https://hearth.local:8443/', []],
  ['https://evil.example/trash', []],
  ['no address', []],
  [null, []],
])('a launch with %s leads to %j', (targetURL, paths) => {
  const gone: string[] = []
  followLaunches(launchedBy({ targetURL }), { go: (path) => gone.push(path), take: NEVER })
  expect(gone).toEqual(paths)
})

it('takes the files that were opened with the app, and goes nowhere by itself', () => {
  const files = [{ kind: 'file' }, { kind: 'directory' }, { kind: 'file' }]
  const taken: unknown[] = []
  const page = launchedBy({ targetURL: 'https://hearth.local:8443/share', files })
  followLaunches(page, { go: NEVER, take: (opened) => taken.push(...opened) })
  expect(taken).toEqual([files[0], files[2]])
})

it('asks nothing of a browser without launches', () => {
  followLaunches({} as Window, { go: NEVER, take: NEVER })
})
