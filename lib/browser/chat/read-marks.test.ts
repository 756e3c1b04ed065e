import { describe, expect, it } from 'vitest'
import type { SocketAnswer } from '#lib/contracts/socket/socket-contract.ts'
import { ReadMarks } from './read-marks.ts'

function setUp() {
  const heard: unknown[] = []
  const watchers = new Set<() => void>()
  const state = { connected: false, answer: { ok: true } as SocketAnswer }
  const marks = new ReadMarks({
    subscribe: (changed) => {
      watchers.add(changed)
      return () => watchers.delete(changed)
    },
    getSnapshot: () => ({ connected: state.connected, people: new Map() }),
    say: async (event, payload) => {
      heard.push([event, ...Object.values(payload)])
      return state.answer
    },
  })
  const connect = (connected: boolean) => {
    state.connected = connected
    for (const changed of watchers) changed()
  }
  return { marks, heard, state, connect }
}

const settle = () => new Promise((resolve) => setTimeout(resolve))

describe('how far somebody has read', () => {
  it('is told once, and only when it is further', async () => {
    const { marks, heard, connect } = setUp()
    connect(true)
    for (const seq of [3, 3, 2, 5]) marks.mark('family', seq)
    await settle()
    expect(heard).toEqual([
      ['chat:read', 'family', 3],
      ['chat:read', 'family', 5],
    ])
  })

  it('is told of every room when the connection is back, also of those that were left meanwhile', async () => {
    const { marks, heard, connect } = setUp()
    marks.mark('family', 4)
    marks.mark('garden', 2)
    marks.mark('family', 7)
    expect(heard).toEqual([])
    connect(true)
    await settle()
    expect(heard).toEqual([
      ['chat:read', 'family', 7],
      ['chat:read', 'garden', 2],
    ])
    connect(false)
    connect(true)
    await settle()
    expect(heard).toHaveLength(2)
  })

  it('is told again when it was not heard, and of nobody else', async () => {
    const { marks, heard, state, connect } = setUp()
    connect(true)
    state.answer = { ok: false, code: 'unavailable' }
    marks.mark('family', 4)
    await settle()
    state.answer = { ok: true }
    marks.retry('family')
    marks.retry('garden')
    await settle()
    expect(heard).toEqual([
      ['chat:read', 'family', 4],
      ['chat:read', 'family', 4],
    ])
    connect(false)
    marks.mark('family', 9)
    marks.forget()
    connect(true)
    await settle()
    expect(heard).toHaveLength(2)
  })
})
