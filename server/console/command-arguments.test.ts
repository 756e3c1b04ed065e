import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { parseCommandArguments } from './command-arguments.ts'

const shape = { name: 'backup', usage: 'how it is used', options: { keep: { type: 'string' } } } as const
const parse = (argv: readonly string[], env: Record<string, string> = {}) =>
  parseCommandArguments(argv, { HEARTH_START_FOLDER: resolve('/home/mia'), ...env }, shape)

it('takes paths from where the person stands, and the data folder from flag, environment or home', () => {
  expect(parse(['usb/hearth', '--data', 'vault', '--keep', '3'])).toMatchObject({
    folder: resolve('/home/mia/usb/hearth'),
    dataPath: resolve('/home/mia/vault'),
    values: { keep: '3' },
  })
  expect(parse(['x'], { HEARTH_DATA: '/srv/hearth' })).toMatchObject({ dataPath: resolve('/srv/hearth') })
  expect(parse(['~/x'])).toMatchObject({ folder: join(homedir(), 'x'), dataPath: join(homedir(), 'hearth-data') })
})

it.each([[[]], [['a', 'b']], [['--help']]])('says how it is used for %j', (argv) => {
  expect(parse(argv)).toBe('how it is used')
})

it('says what it does not know, and what npm kept for itself', () => {
  expect(parse(['x', '--kep', '3'])).toMatch(/--kep[\s\S]*how it is used/)
  const kept = { npm_lifecycle_event: 'backup', npm_config_keep: '3' }
  expect(parse(['x', '3'], kept)).toBe('npm kept --keep for itself. Put "--" first: npm run backup -- DIR --keep ...')
})
