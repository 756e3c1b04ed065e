/**
 * Answers a request of a page in the place of the network, or says null at once: then the next handler is asked, and
 * after the last one the browser goes to the network as if there were no worker.
 */
export type FetchHandler = (event: FetchEvent) => Promise<Response> | null
