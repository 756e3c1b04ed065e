/** The part of a browser's CacheStorage that is used here; Node has none. */
export function createFakeCaches(): CacheStorage {
  const stores = new Map<string, Map<string, Response>>()
  const cacheOf = (entries: Map<string, Response>) => ({
    keys: async () => [...entries.keys()].map((address) => ({ url: `http://vault${address}` })),
    match: async (address: string) => entries.get(address)?.clone(),
    put: async (address: string, answer: Response) => {
      entries.delete(address)
      entries.set(address, answer)
    },
    delete: async (address: string) => entries.delete(address),
  })
  const storage = {
    open: async (name: string) => {
      const entries = stores.get(name) ?? new Map<string, Response>()
      stores.set(name, entries)
      return cacheOf(entries)
    },
    keys: async () => [...stores.keys()],
    has: async (name: string) => stores.has(name),
    delete: async (name: string) => stores.delete(name),
  }
  // Only what is there is called.
  return storage as unknown as CacheStorage
}
