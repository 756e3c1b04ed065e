import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from '../support/fixtures.ts'

test('the doctor finds a running vault well, its ports and sockets included', async ({ house }) => {
  const { dataFolder, httpsPort, httpPort } = house.vault
  const flags = ['--data', dataFolder, '--port', String(httpsPort), '--http-port', String(httpPort)]
  const { stdout } = await promisify(execFile)(process.execPath, ['dist/commands/doctor.js', ...flags])
  expect(stdout.match(/A vault answers here\./g)).toHaveLength(2)
  expect(stdout.match(/Sockets .*They answer/g)).toHaveLength(2)
  expect(stdout).toMatch(/Database .*Sound/)
  expect(stdout).toContain(' 0 bad')
})
