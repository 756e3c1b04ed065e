import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hashesOf, readPagePolicies } from './page-policies.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hearth-pages-'))
})
afterEach(() => rm(folder, { recursive: true }))

describe('page policies', () => {
  it('allow exactly the inline scripts that were built', async () => {
    await mkdir(join(folder, 'admin'))
    await writeFile(join(folder, 'index.html'), '<script>a()</script><script src="/x.js"></script>')
    await writeFile(join(folder, 'admin', 'people.html'), '<p>none</p>')
    const policies = await readPagePolicies(folder)
    const hash = createHash('sha256').update('a()').digest('base64')
    expect(policies.find('/')).toContain(`script-src 'self' 'sha256-${hash}';`)
    expect(policies.find('/admin/people')).toContain("script-src 'self';")
    expect(policies.find('/nothing')).toBeNull()
    expect(policies.fallback).not.toContain("unsafe-inline'; script")
  })

  it('hash each script once and keep its very bytes', () => {
    expect(hashesOf('<script id="x">\n é </script><script>\n é </script>')).toHaveLength(1)
    expect(hashesOf('<script async src="/a.js"></script>')).toEqual([])
  })
})
