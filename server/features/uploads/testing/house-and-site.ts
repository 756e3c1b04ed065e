import { type House, type HouseOptions, openHouse } from './test-house.ts'
import { head, type Site, serve } from './tus-client.ts'

/** The house of the test that runs, and where it listens. */
export let house: House
export let site: Site

export async function open(options: HouseOptions = {}): Promise<void> {
  house = await openHouse(options)
  site = await serve(house.listener)
}

export async function close(): Promise<void> {
  await site.close()
  await house.remove()
}

/** What a HEAD tells of an upload. */
export const offsetOf = async (address: string) => Number((await head(site, address)).headers['upload-offset'])
export const idOf = (address: string) => address.split('/').at(-1) ?? ''
