import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { access, rm, stat, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findNetworkFilesystem } from '#server/data-folder/network-filesystem.ts'
import { bad, type Finding, good, warning } from './finding.ts'

const GB = 1e9

/** The data folder: there, ours alone, writable, on a disk of this machine with room to spare. */
export async function lookAtDisk(dataPath: string, freeSpaceFloorBytes: number): Promise<Finding[]> {
  const facts = await stat(dataPath).catch(() => null)
  if (facts === null) return [good('Data folder', `${dataPath} is made at the first start.`)]
  if (!facts.isDirectory()) return [bad('Data folder', `${dataPath} is not a folder.`, 'Name another one with --data.')]
  return [await lookAtFolder(dataPath, facts.mode), await lookAtSpace(dataPath, freeSpaceFloorBytes)]
}

async function lookAtFolder(path: string, mode: number): Promise<Finding> {
  const subject = 'Data folder'
  const network = await findNetworkFilesystem(path)
  if (network !== null)
    return bad(subject, `${path} lies on a network file system (${network}).`, 'Choose a disk of this machine.')
  // Being allowed is not being able: a disk may be mounted read-only, or full.
  const probe = join(path, `.doctor-${randomUUID()}`)
  const trouble = await access(path, constants.W_OK)
    .then(() => writeFile(probe, 'x', { mode: 0o600 }))
    .then(
      () => null,
      (error: NodeJS.ErrnoException) => error.code ?? error.message,
    )
    .finally(() => rm(probe, { force: true }).catch(() => undefined))
  if (trouble !== null) return bad(subject, `Nothing can be written into ${path} (${trouble}).`, 'Mend its rights.')
  if (process.platform !== 'win32' && (mode & 0o077) !== 0)
    return warning(subject, `Other users of this machine may look into ${path}.`, 'The next start makes it private.')
  return good(subject, `${path} is private and writable.`)
}

async function lookAtSpace(path: string, floorBytes: number): Promise<Finding> {
  const { bavail, bsize } = await statfs(path)
  const freeBytes = bavail * bsize
  const free = `${(freeBytes / GB).toFixed(1)} GB are free`
  if (freeBytes < floorBytes)
    return bad('Disk', `${free}, less than the floor of ${(floorBytes / GB).toFixed(1)} GB.`, 'Free some space.')
  return freeBytes < floorBytes + 5 * GB
    ? warning('Disk', `${free}: uploads are refused soon.`, 'Free some space, or empty the trash.')
    : good('Disk', `${free}.`)
}
