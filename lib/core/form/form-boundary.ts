/** RFC 2046 section 5.1.1: 1 to 70 of these, and no space at the end. */
const BOUNDARY = /^[0-9A-Za-z'()+_,\-./:=? ]{0,69}[0-9A-Za-z'()+_,\-./:=?]$/u

/** The boundary of a `multipart/form-data` body, by its Content-Type; null when it is no such body. */
export function findFormBoundary(contentType: string): string | null {
  const parts = /^\s*multipart\/form-data\s*(;.*)$/isu.exec(contentType)
  const value = /;\s*boundary\s*=\s*(?:"([^"]*)"|([^\s;"]+))/iu.exec(parts?.[1] ?? '')
  const boundary = value?.[1] ?? value?.[2] ?? ''
  return BOUNDARY.test(boundary) ? boundary : null
}
