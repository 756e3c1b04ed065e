/**
 * Loaded into a vault by NODE_OPTIONS, for the control of the power rig: syncs of files and folders answer at once and
 * do nothing. SQLite syncs by itself and still does. A rig that finds nothing wrong with such a vault finds nothing.
 */
import { open } from 'node:fs/promises'

const handle = await open(new URL(import.meta.url), 'r')
const prototype = Object.getPrototypeOf(handle)
await handle.close()
prototype.datasync = async () => {}
prototype.sync = async () => {}
