import { SCENARIOS } from './crash-scenarios.ts'
import { openTestVault } from './test-vault.ts'

/**
 * A process that works in a vault until it kills itself at the given step:
 * `crash-child.ts <data folder> <scenario> <folder> <point>`. Exits with 0 when the work was done before that.
 */
const [dataFolder = '', name = '', folder = '', point = '0'] = process.argv.slice(2)
const scenario = SCENARIOS.find((one) => one.name === name)
if (!scenario) throw new Error(`no scenario ${name}`)

const vault = await openTestVault({}, dataFolder)
let passed = 0
const parts = vault.restarted({
  faultPoint: async () => {
    if (++passed === Number(point)) process.kill(process.pid, 'SIGKILL')
  },
})
await scenario.act(vault, parts, folder)
await vault.db.close()
