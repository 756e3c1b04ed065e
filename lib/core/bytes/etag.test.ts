import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ContentId } from '../ids/ids.ts'
import { evaluateIfRange, evaluatePreconditions, matchesIfMatch, matchesIfNoneMatch, strongETag } from './etag.ts'

const ETAG = '"one"'
const LAST_MODIFIED = 'Sun, 06 Nov 1994 08:49:37 GMT'
const EARLIER = 'Sun, 06 Nov 1994 08:49:36 GMT'
const LATER = 'Sun, 06 Nov 1994 08:49:38 GMT'
const MS = 784_111_777_500

describe('entity tags', () => {
  it('are the content id in quotes', () => {
    expect(strongETag('0198-a' as ContentId)).toBe('"0198-a"')
  })

  it.each([
    // header, If-Match (strong), If-None-Match (weak)
    ['"one"', true, true],
    ['*', true, true],
    [' * ', true, true],
    ['"zero", "one"', true, true],
    ['"zero","one",', true, true],
    ['"a,b", "one"', true, true],
    ['W/"one"', false, true],
    ['"zero", W/"one"', false, true],
    ['"zero"', false, false],
    ['"ONE"', false, false],
    ['w/"one"', false, false],
    ['one', false, false],
    ['"one', false, false],
    ['"one" "two"', false, false],
    ['"*"', false, false],
    ['', false, false],
  ])('%s against the strong "one": %s and %s', (header, strong, weak) => {
    expect(matchesIfMatch(header, ETAG)).toBe(strong)
    expect(matchesIfNoneMatch(header, ETAG)).toBe(weak)
  })

  it('never match where there is nothing', () => {
    expect(matchesIfMatch('*', null)).toBe(false)
    expect(matchesIfNoneMatch('*', null)).toBe(false)
  })

  it('never throw, whatever the header', () => {
    fc.assert(fc.property(fc.string(), (header) => typeof matchesIfMatch(header, ETAG) === 'boolean'))
  })
})

describe('evaluateIfRange', () => {
  it.each([
    [ETAG, true],
    [` ${ETAG} `, true],
    ['W/"one"', false],
    ['"two"', false],
    ['"one", "two"', false],
    ['*', false],
    ['one', false],
    [LAST_MODIFIED, true],
    ['Sunday, 06-Nov-94 08:49:37 GMT', true],
    [EARLIER, false],
    [LATER, false],
    ['', false],
  ])('%j: send the range %s', (header, expected) => {
    expect(evaluateIfRange(header, { etag: ETAG, lastModifiedMs: MS })).toBe(expected)
  })

  it('sends the whole file when there is no validator to compare', () => {
    expect(evaluateIfRange(ETAG, { etag: null, lastModifiedMs: null })).toBe(false)
    expect(evaluateIfRange(LAST_MODIFIED, { etag: null, lastModifiedMs: null })).toBe(false)
  })
})

describe('evaluatePreconditions', () => {
  const same = { etag: ETAG, lastModifiedMs: MS }

  it.each([
    ['GET', {}, 'proceed'],
    ['GET', { 'if-match': ETAG }, 'proceed'],
    ['GET', { 'if-match': '"two"' }, 'precondition_failed'],
    ['GET', { 'if-match': 'W/"one"' }, 'precondition_failed'],
    ['PUT', { 'if-match': '*' }, 'proceed'],
    ['GET', { 'if-unmodified-since': LAST_MODIFIED }, 'proceed'],
    ['GET', { 'if-unmodified-since': LATER }, 'proceed'],
    ['GET', { 'if-unmodified-since': EARLIER }, 'precondition_failed'],
    ['GET', { 'if-unmodified-since': 'soon' }, 'proceed'],
    // If-Match outranks If-Unmodified-Since.
    ['GET', { 'if-match': ETAG, 'if-unmodified-since': EARLIER }, 'proceed'],
    ['GET', { 'if-none-match': ETAG }, 'not_modified'],
    ['HEAD', { 'if-none-match': 'W/"one"' }, 'not_modified'],
    ['GET', { 'if-none-match': '"two"' }, 'proceed'],
    ['PUT', { 'if-none-match': '*' }, 'precondition_failed'],
    ['PUT', { 'if-none-match': '"two"' }, 'proceed'],
    ['GET', { 'if-modified-since': LAST_MODIFIED }, 'not_modified'],
    ['GET', { 'if-modified-since': LATER }, 'not_modified'],
    ['GET', { 'if-modified-since': EARLIER }, 'proceed'],
    ['GET', { 'if-modified-since': 'soon' }, 'proceed'],
    ['PUT', { 'if-modified-since': LATER }, 'proceed'],
    // If-None-Match outranks If-Modified-Since.
    ['GET', { 'if-none-match': '"two"', 'if-modified-since': LATER }, 'proceed'],
    // If-Match comes before If-None-Match.
    ['GET', { 'if-match': '"two"', 'if-none-match': ETAG }, 'precondition_failed'],
    ['GET', { 'if-match': ETAG, 'if-none-match': ETAG }, 'not_modified'],
  ])('%s %j: %s', (method, headers, expected) => {
    expect(evaluatePreconditions({ method, headers, ...same })).toBe(expected)
  })

  it.each([
    ['PUT', { 'if-none-match': '*' }, 'proceed'],
    ['PUT', { 'if-match': '*' }, 'precondition_failed'],
    ['GET', { 'if-modified-since': LATER }, 'proceed'],
  ])('%s %j where nothing is yet: %s', (method, headers, expected) => {
    expect(evaluatePreconditions({ method, headers, etag: null, lastModifiedMs: null })).toBe(expected)
  })
})
