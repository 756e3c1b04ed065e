import { expect, it } from 'vitest'
import { readTestFault } from './test-fault.ts'

function watch(env: Record<string, string>) {
  let deaths = 0
  const fault = readTestFault({ env, parentPid: 42, die: () => void deaths++ })
  return { fault, deaths: () => deaths }
}

it('ends the process at the named point, at the n-th time', () => {
  const { fault, deaths } = watch({ HEARTH_TEST_FAULT: 'publish: placed:2', HEARTH_TEST_RIG: '42' })
  fault?.('publish: placed')
  fault?.('publish: synced')
  expect(deaths()).toBe(0)
  fault?.('publish: placed')
  expect(deaths()).toBe(1)
})

it('does nothing unless the parent process proves to be the rig', () => {
  expect(watch({ HEARTH_TEST_FAULT: 'publish: placed:1' }).fault).toBeNull()
  expect(watch({ HEARTH_TEST_FAULT: 'publish: placed:1', HEARTH_TEST_RIG: '41' }).fault).toBeNull()
  expect(watch({ HEARTH_TEST_RIG: '42' }).fault).toBeNull()
  expect(watch({ HEARTH_TEST_FAULT: 'publish: placed:0', HEARTH_TEST_RIG: '42' }).fault).toBeNull()
})
