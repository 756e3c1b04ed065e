/**
 * Loaded into a vault by NODE_OPTIONS: its disk fails as long as the file of FAILING_DISK says so. That file
 * holds the names of calls, such as "fdatasync write"; they fail with EIO for files of people, as a dying disk does.
 */
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

const wishes = process.env.FAILING_DISK ?? ''

function fails(call, descriptor) {
  try {
    return fs.readFileSync(wishes, 'utf8').split(' ').includes(call) && isOfPeople(descriptor)
  } catch {
    return false
  }
}

const isOfPeople = (descriptor) => fs.readlinkSync(`/proc/self/fd/${descriptor}`).includes('/rooms/')

for (const call of ['fdatasync', 'fsync', 'write', 'writev', 'read']) {
  const real = fs[call]
  fs[call] = (descriptor, ...rest) => {
    const done = rest.at(-1)
    if (typeof done !== 'function' || !fails(call.replace('writev', 'write'), descriptor)) {
      return real(descriptor, ...rest)
    }
    process.nextTick(done, Object.assign(new Error(`EIO: i/o error, ${call}`), { code: 'EIO', syscall: call }))
  }
}
syncBuiltinESMExports()
