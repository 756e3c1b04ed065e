import { describe, expect, it } from 'vitest'
import { isUncPath, mountOf, networkTypeOnLinux, parseDarwinMounts, parseMountInfo } from './network-filesystem.ts'

const MOUNTINFO = `22 28 0:21 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
99 22 0:50 / /mnt/my\\040nas rw,relatime shared:9 - nfs4 nas:/x rw
98 22 0:51 / /mnt/usb rw - fuseblk /dev/sdb1 rw
97 22 0:52 / /mnt/remote rw - fuse.sshfs kim@host: rw
96 97 0:53 / /mnt/remote rw - ext4 /dev/sdc rw
`

describe('mounts', () => {
  it('finds the innermost mount of a path, spaces included', () => {
    const mounts = parseMountInfo(MOUNTINFO)
    expect(mountOf('/mnt/my nas/vault', mounts)?.type).toBe('nfs4')
    expect(mountOf('/mnt/usb', mounts)?.type).toBe('fuseblk')
    expect(mountOf('/mnt/usbstick', mounts)?.type).toBe('ext4')
    expect(mountOf('/home', mounts)?.type).toBe('ext4')
  })

  it('takes the one mounted last when two share a mount point', () => {
    expect(mountOf('/mnt/remote/x', parseMountInfo(MOUNTINFO))?.type).toBe('ext4')
  })

  it('reads the mount list of macOS', () => {
    const mounts = parseDarwinMounts(
      '/dev/disk3s1s1 on / (apfs, sealed, local, read-only)\n//kim@nas/a on b on /Volumes/a on b (smbfs, nodev)\n',
    )
    expect(mountOf('/Volumes/a on b/vault', mounts)?.type).toBe('smbfs')
    expect(mountOf('/Users/kim', mounts)?.type).toBe('apfs')
  })
})

describe('networkTypeOnLinux', () => {
  const never = () => Promise.reject(new Error('not a FUSE mount'))
  it.each([
    [0x6969, 'NFS'],
    [0xff534d42, 'CIFS'],
    [0xff534d42 | 0, 'CIFS'],
    [0x01021997, '9p'],
    [0xef53, null],
    [0x9123683e, null],
    [0x01021994, null],
  ])('names type %i as %s', async (type, name) => {
    expect(await networkTypeOnLinux(type, never)).toBe(name)
  })

  it('tells remote FUSE mounts from local ones', async () => {
    expect(await networkTypeOnLinux(0x65735546, () => Promise.resolve('fuse.sshfs'))).toBe('fuse.sshfs')
    expect(await networkTypeOnLinux(0x65735546, () => Promise.resolve('fuseblk'))).toBeNull()
  })
})

it('knows Windows shares from device paths', () => {
  expect(isUncPath('\\\\nas\\films')).toBe(true)
  expect(isUncPath('\\\\?\\UNC\\nas\\films')).toBe(true)
  expect(isUncPath('\\\\?\\C:\\vault')).toBe(false)
  expect(isUncPath('C:\\vault')).toBe(false)
})
