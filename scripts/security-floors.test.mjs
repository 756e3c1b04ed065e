import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { inProject } from './lib/project.mjs'

const readJson = (path) => JSON.parse(readFileSync(inProject(path), 'utf8'))
const floors = readJson('security-floors.json')
const locked = Object.entries(readJson('package-lock.json').packages)

/** Every copy of a package in the lock file, those that other packages bring along included. */
const copiesOf = (name) =>
  locked.filter(([path]) => path === `node_modules/${name}` || path.endsWith(`/node_modules/${name}`))

/** Below zero when a is older; a pre-release is older than its release. */
function compareVersions(a, b) {
  const [[aNumbers, aPre], [bNumbers, bPre]] = [a, b].map((text) => {
    const [, numbers, pre] = /^(\d+\.\d+\.\d+)(-.+)?$/.exec(text)
    return [numbers.split('.').map(Number), pre]
  })
  const index = aNumbers.findIndex((number, i) => number !== bNumbers[i])
  if (index !== -1) return aNumbers[index] - bNumbers[index]
  return (aPre === undefined ? 1 : 0) - (bPre === undefined ? 1 : 0)
}

/** The floors come from known holes: below them the vault would ship one. */
describe('version floors', () => {
  for (const [name, atLeast] of Object.entries(floors)) {
    it(`hold for every copy of ${name} (${atLeast})`, () => {
      const tooOld = copiesOf(name).filter(([, { version }]) => compareVersions(version, atLeast) < 0)
      expect(tooOld.map(([path, { version }]) => `${path} is ${version}`)).toEqual([])
    })
  }

  it('guard packages that are there: a renamed one would be guarded by nothing', () => {
    // sharp comes with Next as an optional package, or with our own thumbnails later.
    const absent = Object.keys(floors).filter((name) => copiesOf(name).length === 0)
    expect(absent.filter((name) => name !== 'sharp')).toEqual([])
  })
})

it.each([
  ['16.3.3', '16.3.3', 0],
  ['16.10.0', '16.9.9', 1],
  ['8.21.2', '8.21.3', -1],
  ['4.8.4-beta.1', '4.8.4', -1],
])('compares %s with %s', (a, b, sign) => {
  expect(Math.sign(compareVersions(a, b))).toBe(sign)
})

it('locks every package to its content, so that no registry can hand out another one', () => {
  const without = locked.filter(([path, entry]) => path !== '' && !entry.link && !entry.inBundle && !entry.integrity)
  expect(without.map(([path]) => path)).toEqual([])
})
