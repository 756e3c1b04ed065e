/** Other features meet this one through its services: import `publisher.service.ts`. */
export type { Publisher, PublishInput, PublishResult } from './publisher.service.ts'
