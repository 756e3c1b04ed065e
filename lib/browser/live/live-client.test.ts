import { beforeEach, describe, expect, it } from 'vitest'
import { LiveClient } from './live-client.ts'
import type { LiveSocketEvents } from './live-socket.ts'

const settle = () => new Promise((resolve) => setTimeout(resolve))

function open({ failures = 0 } = {}) {
  let left = failures
  const sent: string[] = []
  const heard: string[] = []
  let events: LiveSocketEvents | undefined
  const client = new LiveClient({
    open: async (given) => {
      if (left-- > 0) throw new Error('the code did not come')
      events = given
      return {
        send: async (event, payload) => {
          sent.push(`${event} ${Object.values(payload)[0]}`)
          return { ok: true, seq: 7, people: [{ id: 'a', name: 'Mila', kind: 'account' }] }
        },
        connect: () => void sent.push('connect'),
        close: () => void sent.push('close'),
      }
    },
    handlers: {
      onPlaceChanged: (placeId, seq) => void heard.push(`changed ${placeId} ${seq}`),
      onPlaceRemoved: (placeId, code) => void heard.push(`removed ${placeId} ${code}`),
      onPlacesChanged: () => void heard.push('places'),
      onChat: (placeId) => void heard.push(`chat ${placeId}`),
      onUsageChanged: () => void heard.push('usage'),
      onLinksChanged: () => void heard.push('links'),
      onSessionEnded: (code) => void heard.push(code),
      onBack: () => void heard.push('back'),
    },
  })
  const socket = () => {
    if (!events) throw new Error('not opened')
    return events
  }
  return { client, sent, heard, socket }
}

describe('the live client', () => {
  let live = open()
  beforeEach(() => {
    live = open()
  })

  it('joins a place once for all who ask, and leaves with the last of them', async () => {
    const leave = [live.client.join('family'), live.client.join('family')]
    await settle()
    live.socket().onConnected()
    await settle()
    expect(live.sent.filter((line) => line.startsWith('place:'))).toEqual(['place:join family'])
    leave[0]?.()
    await settle()
    expect(live.sent).not.toContain('place:leave family')
    leave[1]?.()
    await settle()
    expect(live.sent).toContain('place:leave family')
    expect(live.client.getSnapshot().people.size).toBe(0)
  })

  it('watches searches while there is one, anew with each connection, and lets them ask what they missed', async () => {
    const news: string[] = []
    live.client.listen(({ event }) => news.push(event))
    const stop = live.client.watchSearch()
    await settle()
    expect(news).toEqual([])
    for (let connections = 0; connections < 2; connections++) {
      live.socket().onConnected()
      await settle()
    }
    expect(live.sent.filter((line) => line.startsWith('search:'))).toEqual(['search:watch true', 'search:watch true'])
    expect(news).toEqual(['search:changed', 'search:changed'])
    stop()
    await settle()
    expect(live.sent.at(-1)).toBe('search:watch false')
    expect(news).toHaveLength(2)
  })

  it('asks again for its code when that did not come the first time', async () => {
    live = open({ failures: 1 })
    live.client.join('family')
    await settle()
    expect(() => live.socket()).toThrow('not opened')
    live.client.connect()
    await settle()
    live.socket().onConnected()
    await settle()
    expect(live.sent).toContain('place:join family')
  })

  it('knows who is there, and where the change log stands, from the answer', async () => {
    live.client.join('family')
    await settle()
    live.socket().onConnected()
    await settle()
    expect(live.client.getSnapshot().people.get('family')).toEqual([{ id: 'a', name: 'Mila', kind: 'account' }])
    expect(live.heard).toEqual(['changed family 7'])
  })

  it('joins and follows again when the connection comes back, and says so', async () => {
    live.client.join('family')
    live.client.followJob('job-1', () => {})
    await settle()
    live.socket().onConnected()
    await settle()
    live.socket().onDisconnected()
    expect(live.client.getSnapshot()).toEqual({ connected: false, people: new Map() })
    live.sent.length = 0
    live.socket().onConnected()
    await settle()
    expect(live.sent).toEqual(['place:join family', 'job:follow job-1'])
    expect(live.heard).toContain('back')
  })

  it('passes on what the vault says', async () => {
    const jobs: number[] = []
    live.client.followJob('job-1', (job) => void jobs.push(job.done))
    await settle()
    const { onMessage } = live.socket()
    const job = { kind: 'trash', state: 'running', total: 9, failureCode: null, result: null } as const
    onMessage({ event: 'job:progress', payload: { ...job, id: 'job-1', done: 3 } })
    onMessage({ event: 'job:progress', payload: { ...job, id: 'job-2', done: 4 } })
    onMessage({ event: 'place:removed', payload: { placeId: 'family', code: 'room_locked' } })
    onMessage({ event: 'places:changed', payload: {} })
    onMessage({ event: 'usage:changed', payload: {} })
    onMessage({ event: 'session:ended', payload: { code: 'session_ended' } })
    expect(jobs).toEqual([3])
    expect(live.heard).toEqual(['removed family room_locked', 'places', 'usage', 'session_ended'])
  })
})
