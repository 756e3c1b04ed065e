import { join } from 'node:path'
import type { VaultConfig } from '#server/config/load-config.ts'
import type { DatabaseFacts } from '#server/db/database-facts.ts'
import { bad, type Finding, good, warning } from './finding.ts'
import { lookAtDatabase } from './look-at-database.ts'
import { lookAtDisk } from './look-at-disk.ts'
import { lookAtCertificate, lookAtNetwork, ownCertificatePath } from './look-at-network.ts'

/**
 * Looks at everything a vault with these settings needs, whether it runs or not. Nothing is changed.
 * @param examineDatabase takes the path of the database's file
 * @param now wall clock, ms
 */
export async function examine(
  config: VaultConfig,
  examineDatabase: (path: string) => DatabaseFacts | Promise<DatabaseFacts>,
  now: number,
): Promise<Finding[]> {
  const { tls } = config
  const looks: (() => Finding[] | Promise<Finding[]>)[] = [
    () => [good('Node', process.version)],
    () => config.warnings.map((said) => warning('Settings', said, 'See the table of settings in README.md.')),
    () => lookAtDisk(config.dataPath, config.freeSpaceFloorBytes),
    async () => lookAtDatabase(await examineDatabase(join(config.dataPath, 'vault.db')), config.dataPath, now),
    () => lookAtNetwork({ httpPort: config.httpPort, httpsPort: config.port, usesTls: tls.kind !== 'off' }),
    async () => {
      if (tls.kind === 'off') return [good('Certificate', 'None: a proxy in front of the vault has it.')]
      return [await lookAtCertificate(tls.kind === 'auto' ? ownCertificatePath(config.dataPath) : tls.certPath, now)]
    },
  ]
  const findings: Finding[] = []
  for (const look of looks) {
    try {
      findings.push(...(await look()))
    } catch (error) {
      findings.push(bad('Doctor', `Could not look: ${error instanceof Error ? error.message : error}.`, 'Report it.'))
    }
  }
  return findings
}
