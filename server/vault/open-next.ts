import { join } from 'node:path'
import { readPagePolicies } from '#server/http/page-policies.ts'
import type { PagesDeps } from '#server/http/pages.ts'
import { openWebFiles } from '#server/http/web-files.ts'

/** Long enough for devices that come back after a restart to go on first. */
const WARM_UP_AFTER_MS = 10_000

/**
 * The built pages: their files, the policy of each, and Next's handler for what the route table and the files do not know.
 * Next itself is loaded when it is first asked, after a page was sent, or a while after the start: none of it is needed
 * for the vault to answer.
 */
export async function openNext(
  projectFolder: string,
  onError: (error: unknown) => void,
): Promise<PagesDeps & { close: () => Promise<void> }> {
  const [policies, files] = await Promise.all([
    readPagePolicies(join(projectFolder, '.next', 'server', 'app')),
    openWebFiles(join(projectFolder, 'dist', 'web')),
  ])
  let starting: ReturnType<typeof startNext> | null = null
  const start = (): ReturnType<typeof startNext> => {
    if (starting) return starting
    const attempt = startNext(projectFolder)
    starting = attempt
    // The next request tries again.
    attempt.catch(() => {
      starting = null
    })
    return attempt
  }
  const warmUp = (): void => {
    start().catch(onError)
  }
  const timer = setTimeout(warmUp, WARM_UP_AFTER_MS)
  timer.unref()
  return {
    ...{ policies, files, warmUp },
    next: async (request, response) => (await start()).handle(request, response),
    async close() {
      clearTimeout(timer)
      const app = await starting?.catch(() => null)
      await app?.close()
    },
  }
}

async function startNext(projectFolder: string) {
  const { default: next } = await import('next')
  // Next watches nothing and asks nobody when it is told that the build is final.
  const app = next({ dev: false, dir: projectFolder, customServer: true })
  await app.prepare()
  return { handle: app.getRequestHandler(), close: () => app.close() }
}
