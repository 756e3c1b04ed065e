import { describe, expect, it } from 'vitest'
import { isEmptyPlan, mergePersist, planPersistChanges } from './persist-plan.ts'

const one = { hash: 'h1' }
const two = { hash: 'h2' }

describe('planPersistChanges', () => {
  it('sets everything at the first reading', () => {
    expect(planPersistChanges(null, { passwords: { kids: one }, readonly_rooms: ['films'] })).toEqual({
      setPasswords: [{ room: 'kids', hash: 'h1' }],
      removePasswords: [],
      setReadOnly: ['films'],
      clearReadOnly: [],
      ...{ setDrives: [], renameDrives: [], removeDrives: [] },
    })
  })

  it('does nothing when nothing changed', () => {
    const data = { passwords: { kids: one }, readonly_rooms: ['films'] }
    expect(isEmptyPlan(planPersistChanges(data, structuredClone(data)))).toBe(true)
  })

  it('sets a changed password and removes entries that are gone', () => {
    const plan = planPersistChanges(
      { passwords: { kids: one, old: one }, readonly_rooms: ['films', 'music'] },
      { passwords: { kids: two }, readonly_rooms: ['music'] },
    )
    expect(plan).toEqual({
      setPasswords: [{ room: 'kids', hash: 'h2' }],
      removePasswords: ['old'],
      setReadOnly: [],
      clearReadOnly: ['films'],
      ...{ setDrives: [], renameDrives: [], removeDrives: [] },
    })
  })

  it('adds, renames and removes drives by their folders', () => {
    const before = { drives: { Films: { path: '/films' }, Old: { path: '/old' } } }
    const after = { drives: { Cinema: { path: '/films' }, stick: { path: '/stick', display: 'My stick' } } }
    const plan = planPersistChanges(before, after)
    expect(plan.setDrives).toEqual([
      { name: 'Cinema', path: '/films' },
      { name: 'My stick', path: '/stick' },
    ])
    expect(plan.renameDrives).toEqual([{ name: 'Cinema', path: '/films' }])
    expect(plan.removeDrives).toEqual(['/old'])
    expect(planPersistChanges(before, {}).removeDrives).toEqual([])
  })

  it('changes nothing for a missing section, and everything for an empty one', () => {
    const before = { passwords: { kids: one }, readonly_rooms: ['films'] }
    expect(isEmptyPlan(planPersistChanges(before, {}))).toBe(true)
    expect(planPersistChanges(before, { passwords: {} }).removePasswords).toEqual(['kids'])
  })

  it('still knows an entry when its section was missing in between', () => {
    const before = { passwords: { kids: one } }
    const between = mergePersist(before, { readonly_rooms: [] })
    expect(planPersistChanges(between, { passwords: {} }).removePasswords).toEqual(['kids'])
  })
})
