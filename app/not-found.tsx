import { NotFoundPage } from '#components/rooms/NotFoundPage.tsx'
import { VaultFrame } from '#components/shell/VaultFrame.tsx'

export default function NotFound() {
  return (
    <VaultFrame>
      <NotFoundPage />
    </VaultFrame>
  )
}
