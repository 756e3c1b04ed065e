import type { HttpRequest, HttpResponse, HttpStack } from 'tus-js-client'

/**
 * The wire of tus-js-client where there is no XMLHttpRequest: a service worker, and Node in the tests. Progress is only
 * known per request, for fetch does not tell how much of a body has left.
 */
export function createFetchHttpStack(): HttpStack {
  return {
    getName: () => 'FetchHttpStack',
    createRequest: (method, url) => new FetchRequest(method, url),
  }
}

class FetchRequest implements HttpRequest {
  readonly #method: string
  readonly #url: string
  readonly #headers = new Headers()
  readonly #abort = new AbortController()
  #onProgress: (bytesSent: number) => void = () => {}

  constructor(method: string, url: string) {
    this.#method = method
    this.#url = url
  }

  getMethod(): string {
    return this.#method
  }

  getURL(): string {
    return this.#url
  }

  setHeader(header: string, value: string): void {
    this.#headers.set(header, value)
  }

  getHeader(header: string): string | undefined {
    return this.#headers.get(header) ?? undefined
  }

  setProgressHandler(handler: (bytesSent: number) => void): void {
    this.#onProgress = handler
  }

  async send(body: Blob | null): Promise<HttpResponse> {
    const response = await fetch(this.#url, {
      method: this.#method,
      headers: this.#headers,
      body,
      signal: this.#abort.signal,
      credentials: 'same-origin',
      cache: 'no-store',
    })
    const text = await response.text()
    if (body !== null && response.ok) this.#onProgress(body.size)
    return {
      getStatus: () => response.status,
      getHeader: (name) => response.headers.get(name) ?? undefined,
      getBody: () => text,
      getUnderlyingObject: () => response,
    }
  }

  async abort(): Promise<void> {
    this.#abort.abort()
  }

  getUnderlyingObject(): null {
    return null
  }
}
