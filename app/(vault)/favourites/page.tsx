import type { Metadata } from 'next'
import { FavouritesPage } from '#components/watching/FavouritesPage.tsx'

export const metadata: Metadata = { title: 'Favourites' }

export default function Page() {
  return <FavouritesPage />
}
