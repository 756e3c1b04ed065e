import { join } from 'node:path'
import next from 'next'
import { readPagePolicies } from '#server/http/page-policies.ts'
import type { PagesDeps } from '#server/http/pages.ts'

/** The built pages: Next's handler for what the route table does not know, and the policy of each page. */
export async function openNext(projectFolder: string): Promise<PagesDeps & { close: () => Promise<void> }> {
  // Next watches nothing and asks nobody when it is told that the build is final.
  const app = next({ dev: false, dir: projectFolder, customServer: true })
  const [policies] = await Promise.all([readPagePolicies(join(projectFolder, '.next', 'server', 'app')), app.prepare()])
  const handle = app.getRequestHandler()
  return { policies, next: (request, response) => handle(request, response), close: () => app.close() }
}
