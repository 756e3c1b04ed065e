import { describeDatabase } from '../describe-database.ts'
import { openTestDatabase } from '../testing/open-test-database.ts'

describeDatabase('SQLite', (options) => openTestDatabase(options))
