import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { delimiter, isAbsolute, join } from 'node:path'
import type { Programs } from './make/messages.ts'

/** @param path the folders to look in, as the environment variable PATH holds them */
export async function findPrograms(path: string): Promise<Programs> {
  const ending = process.platform === 'win32' ? '.exe' : ''
  const folders = path.split(delimiter).filter(isAbsolute)
  const find = async (name: string): Promise<string | null> => {
    for (const folder of folders) {
      const file = join(folder, name + ending)
      if (await isProgram(file)) return file
    }
    return null
  }
  const [ffmpeg, ffprobe, pdftoppm] = await Promise.all([find('ffmpeg'), find('ffprobe'), find('pdftoppm')])
  return { ffmpeg, ffprobe, pdftoppm }
}

async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK)
    return true
  } catch {
    return false // not there, or nothing that we may run
  }
}
