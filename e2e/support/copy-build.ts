import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

export interface BuildCopy {
  /** To start a vault with. */
  readonly program: string
  /**
   * Puts a newer worker in the place of the built one, as an update does; a vault that starts afterwards sends it.
   * @returns the path of a script that the newer build does not have any more
   */
  makeNewer(): Promise<string>
  remove(): Promise<void>
}

/** The build of this project, apart from it, so that it can become another one. */
export async function copyBuild(): Promise<BuildCopy> {
  const folder = await mkdtemp(join(tmpdir(), 'hearth-build-'))
  await cp('dist', join(folder, 'dist'), { recursive: true })
  for (const name of ['.next', 'node_modules', 'public', 'package.json'])
    await symlink(resolve(name), join(folder, name))
  const web = join(folder, 'dist', 'web')
  return {
    program: join(folder, 'dist', 'main.js'),
    async makeNewer() {
      const script = await readFile(join(web, 'sw.js'), 'utf8')
      const [entry, path] =
        /\{path:"(\/_next\/static\/chunks\/[^"]+\.js)",etag:"[^"]*",kind:"file"\},/.exec(script) ?? []
      if (entry === undefined || path === undefined) throw new Error('the worker does not list what it keeps')
      const index = JSON.parse(await readFile(join(web, 'index.json'), 'utf8'))
      // Otherwise the packed one would be sent.
      Object.assign(index['/sw.js'], { encodings: [], etag: 'newer' })
      await writeFile(join(web, 'index.json'), JSON.stringify(index))
      await writeFile(join(web, 'sw.js'), script.replace(entry, ''))
      return path
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
