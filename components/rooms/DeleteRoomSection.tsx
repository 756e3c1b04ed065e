'use client'

import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import type { PlaceView } from '#lib/contracts/http/places.ts'
import { DeleteRoom } from './lazy-dialogs.tsx'

export function DeleteRoomSection({ place }: { place: PlaceView }) {
  const { rooms } = useStrings()
  const [asks, setAsks] = useState(false)
  return (
    <div className="border-hair border-t pt-6">
      <Button tone="danger" icon={Trash2} onPress={() => setAsks(true)}>
        {rooms.deleteRoom}
      </Button>
      <DeleteRoom place={place} isOpen={asks} onClose={() => setAsks(false)} />
    </div>
  )
}
