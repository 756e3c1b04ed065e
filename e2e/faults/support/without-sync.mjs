/**
 * Loaded into a vault by NODE_OPTIONS, for the control of the power rig: syncs of files and folders answer at once and
 * do nothing. SQLite syncs by itself and still does. A rig that finds nothing wrong with such a vault finds nothing.
 */
import fs from 'node:fs'
import { open } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'

const handle = await open(new URL(import.meta.url), 'r')
const prototype = Object.getPrototypeOf(handle)
await handle.close()
prototype.datasync = async () => {}
prototype.sync = async () => {}
fs.fdatasync = (_descriptor, done) => process.nextTick(done, null)
fs.fsync = (_descriptor, done) => process.nextTick(done, null)
syncBuiltinESMExports()
