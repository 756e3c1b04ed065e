import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

export interface MetricsSources {
  readonly traffic: () => { upBytes: number; downBytes: number }
  readonly jobs: () => Promise<{ queued: number; running: number; failed: number }>
  readonly sockets: () => number
  readonly pictures: () => Promise<{ waiting: number; failed: number; keptBytes: number }>
  readonly backups: () => Promise<{ warning: string | null; newestAt: number | null; damagedCount: number }>
  readonly now: () => number
}

export interface Metrics {
  readonly contentType: string
  requestEnded(end: { routeId: string; status: number; seconds: number }): void
  committed(seconds: number, units: number): void
  jobEnded(kind: string, state: string): void
  uploadEnded(outcome: 'finished' | 'failed'): void
  pictureEnded(outcome: 'made' | 'none' | 'failed'): void
  accessLost(lines: number): void
  /** Once, when what they are read from is there. */
  read(sources: MetricsSources): void
  /** The text that Prometheus reads. */
  expose(): Promise<string>
  close(): void
}

/** Counters of this process. Labels are routes, kinds and states: never a name, an address or a path. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const requests = new Counter({
    ...{ name: 'hearth_http_requests_total', registers, labelNames: ['route', 'status'] },
    help: 'Requests that ended, by id of the route and class of the status',
  })
  const durations = new Histogram({
    ...{ name: 'hearth_http_request_seconds', registers, labelNames: ['route'] },
    help: 'From the first byte of a request to the last of its answer',
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60, 600],
  })
  const commits = new Histogram({
    ...{ name: 'hearth_database_commit_seconds', registers },
    help: 'How long a group of commits waits until it is on the disk',
    buckets: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 10],
  })
  const units = new Counter({
    ...{ name: 'hearth_database_units_total', registers, help: 'Units of work that were committed' },
  })
  const jobs = new Counter({
    ...{ name: 'hearth_jobs_ended_total', registers, labelNames: ['kind', 'state'] },
    help: 'Jobs that ended',
  })
  const uploads = new Counter({
    ...{ name: 'hearth_uploads_total', registers, labelNames: ['outcome'] },
    help: 'Uploads that became a file, or failed for good',
  })
  const pictures = new Counter({
    ...{ name: 'hearth_pictures_total', registers, labelNames: ['outcome'] },
    help: 'Files that were looked at for a small picture',
  })
  const accessLost = new Counter({
    ...{ name: 'hearth_access_log_lost_total', registers, help: 'Lines of the access log that could not be written' },
  })
  return {
    contentType: registry.contentType,
    requestEnded({ routeId, status, seconds }) {
      requests.inc({ route: routeId, status: `${Math.floor(status / 100)}xx` })
      durations.observe({ route: routeId }, seconds)
    },
    committed(seconds, count) {
      commits.observe(seconds)
      units.inc(count)
    },
    jobEnded: (kind, state) => jobs.inc({ kind, state }),
    uploadEnded: (outcome) => uploads.inc({ outcome }),
    accessLost: (lines) => accessLost.inc(lines),
    pictureEnded: (outcome) => pictures.inc({ outcome }),
    read(sources) {
      readFrom(registers, sources)
    },
    expose: () => registry.metrics(),
    close: () => registry.clear(),
  }
}

function readFrom(registers: Registry[], sources: MetricsSources): void {
  new Gauge({
    ...{ name: 'hearth_jobs', registers, labelNames: ['state'], help: 'Jobs by state' },
    async collect() {
      for (const [state, count] of Object.entries(await sources.jobs())) this.set({ state }, count)
    },
  })
  readBackupsFrom(registers, sources)
  readPicturesFrom(registers, sources)
  new Gauge({
    ...{ name: 'hearth_sockets', registers, help: 'Pages with a live connection' },
    collect() {
      this.set(sources.sockets())
    },
  })
  new Counter({
    ...{ name: 'hearth_network_bytes_total', registers, labelNames: ['direction'] },
    help: 'Bytes of requests and answers, as sent over the wire',
    collect() {
      const { upBytes, downBytes } = sources.traffic()
      this.reset()
      this.inc({ direction: 'up' }, upBytes)
      this.inc({ direction: 'down' }, downBytes)
    },
  })
}

function readPicturesFrom(registers: Registry[], { pictures }: MetricsSources): void {
  new Gauge({
    ...{ name: 'hearth_pictures', registers, labelNames: ['state'] },
    help: 'Files that wait to be drawn, and that could not be drawn',
    async collect() {
      const { waiting, failed } = await pictures()
      this.set({ state: 'waiting' }, waiting)
      this.set({ state: 'failed' }, failed)
    },
  })
  new Gauge({
    ...{ name: 'hearth_pictures_bytes', registers, help: 'What small pictures take on the disk' },
    async collect() {
      this.set((await pictures()).keptBytes)
    },
  })
}

function readBackupsFrom(registers: Registry[], { backups, now }: MetricsSources): void {
  new Gauge({
    ...{ name: 'hearth_backup_age_seconds', registers, help: 'Since the newest snapshot; absent while there is none' },
    async collect() {
      const { newestAt } = await backups()
      this.remove()
      if (newestAt !== null) this.set(Math.max(0, (now() - newestAt) / 1000))
    },
  })
  new Gauge({
    ...{ name: 'hearth_backup_trouble', registers, labelNames: ['kind'] },
    help: '1 for what is wrong with the backups: off, failed, incomplete, stale or unreachable',
    async collect() {
      const { warning } = await backups()
      this.reset()
      for (const kind of ['off', 'failed', 'incomplete', 'stale', 'unreachable'])
        this.set({ kind }, kind === warning ? 1 : 0)
    },
  })
  new Gauge({
    ...{ name: 'hearth_damaged_files', registers, help: 'Files whose bytes are not those that were hashed' },
    async collect() {
      this.set((await backups()).damagedCount)
    },
  })
}
