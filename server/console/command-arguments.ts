import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

export interface CommandArguments {
  /** Absolute. */
  folder: string
  /** Absolute. */
  dataPath: string
  values: Readonly<Record<string, string | boolean | undefined>>
}

export interface CommandShape {
  /** As `npm run` names it. */
  name: string
  usage: string
  options: Readonly<Record<string, { type: 'string' | 'boolean' }>>
}

type Environment = Readonly<Record<string, string | undefined>>

/** What was asked of a command beside the vault. @returns a sentence when it was not understood */
export function parseCommandArguments(
  argv: readonly string[],
  env: Environment,
  shape: CommandShape,
): CommandArguments | string {
  const options = { ...shape.options, data: { type: 'string' as const }, help: { type: 'boolean' as const } }
  const kept = Object.keys(options).filter(
    (flag) => env[`npm_config_${flag}`] && env.npm_lifecycle_event === shape.name,
  )
  const [swallowed] = kept.filter((flag) => flag !== 'help')
  if (swallowed !== undefined) {
    return `npm kept --${swallowed} for itself. Put "--" first: npm run ${shape.name} -- DIR --${swallowed} ...`
  }
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true, strict: true })
    const [folder, ...more] = positionals
    if (values.help === true || folder === undefined || more.length > 0) return shape.usage
    const base = env.HEARTH_START_FOLDER ?? process.cwd()
    const absolute = (path: string) =>
      resolve(
        base,
        path.replace(/^~(?=$|[/\\])/, () => homedir()),
      )
    const data = values.data ?? env.HEARTH_DATA
    return {
      folder: absolute(folder),
      dataPath: typeof data === 'string' && data !== '' ? absolute(data) : join(homedir(), 'hearth-data'),
      values,
    }
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}\n\n${shape.usage}`
  }
}
