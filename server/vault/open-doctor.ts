import type { VaultConfig } from '#server/config/load-config.ts'
import type { DatabaseFacts } from '#server/db/database-facts.ts'
import { examine } from '#server/doctor/examine.ts'
import type { Finding } from '#server/doctor/finding.ts'
import { spawnWorker } from '#server/workers/spawn-worker.ts'

export interface DoctorDeps {
  readonly config: VaultConfig
  /** What it listens on, which the settings leave open when they say 0. */
  readonly ports: () => { httpPort: number; httpsPort: number } | null
  readonly now: () => number
}

/** `npm run doctor` from inside the running vault. Whoever asks while it looks gets the same look. */
export function openDoctor({ config, ports, now }: DoctorDeps): () => Promise<Finding[]> {
  let looking: Promise<Finding[]> | null = null
  return () => {
    const { httpPort, httpsPort } = ports() ?? { httpPort: config.httpPort, httpsPort: config.port }
    looking ??= examine({ ...config, httpPort, port: httpsPort }, examineInThread, now()).finally(() => {
      looking = null
    })
    return looking
  }
}

/** Off the main thread, which has people to answer. */
function examineInThread(path: string): Promise<DatabaseFacts> {
  return new Promise((resolve, reject) => {
    const worker = spawnWorker('server/vault/doctor.worker.ts', { workerData: path })
    worker.once('message', (facts: DatabaseFacts) => resolve(facts))
    worker.once('error', reject)
    // Settled already when it ended well.
    worker.once('exit', (code) => reject(new Error(`the look at the database ended with ${code}`)))
  })
}
