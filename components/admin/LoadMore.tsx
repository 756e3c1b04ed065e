'use client'

import { Button } from '#components/ui/Button.tsx'
import { useCareStrings } from './use-care-strings.ts'

/** The way to the next page of a list that ends with a cursor. */
export function LoadMore({
  pages,
}: {
  pages: { hasNextPage: boolean; isFetching: boolean; fetchNextPage: () => void }
}) {
  const { more } = useCareStrings()
  if (!pages.hasNextPage) return null
  return (
    <Button size="bar" className="self-center" isDisabled={pages.isFetching} onPress={() => pages.fetchNextPage()}>
      {more}
    </Button>
  )
}
