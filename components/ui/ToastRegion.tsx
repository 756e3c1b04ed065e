'use client'

import { X } from 'lucide-react'
import {
  UNSTABLE_ToastRegion as AriaToastRegion,
  Button,
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContentSlot,
  type UNSTABLE_ToastQueue as ToastQueue,
} from 'react-aria-components/Toast'
import { useStrings } from '#components/strings/use-strings.ts'
import { Icon } from './Icon.tsx'
import type { ToastContent } from './toast-content.ts'

/** Ink on paper reversed. The region is a landmark (F6) and announces what comes. */
export function ToastRegion({ queue }: { queue: ToastQueue<ToastContent> }) {
  const strings = useStrings()
  return (
    <AriaToastRegion
      queue={queue}
      aria-label={strings.common.notifications}
      className="fixed inset-x-4 bottom-[calc(var(--bottom-bar,0px)+env(safe-area-inset-bottom)+0.75rem)] z-[45] flex justify-center rounded-[14px] tablet:inset-x-auto tablet:left-6 tablet:w-90"
    >
      {({ toast }) => (
        <Toast
          toast={toast}
          className="flex min-h-12 w-full items-center gap-2 rounded-[14px] bg-ink pr-2 pl-4 text-paper shadow-float toast-motion"
        >
          <ToastContentSlot className="min-w-0 flex-1 py-2.5 text-body">
            <Text slot="title">{toast.content.message}</Text>
          </ToastContentSlot>
          {toast.content.action ? (
            <Button
              onPress={() => {
                queue.close(toast.key)
                toast.content.action?.onPress()
              }}
              className="h-9 shrink-0 rounded-row px-3 text-label font-semibold text-ember-reversed touch-target data-hovered:bg-paper/12"
            >
              {toast.content.action.label}
            </Button>
          ) : null}
          <Button
            slot="close"
            aria-label={strings.common.close}
            className="flex size-9 shrink-0 items-center justify-center rounded-row text-paper touch-target data-hovered:bg-paper/12"
          >
            <Icon of={X} size={16} />
          </Button>
        </Toast>
      )}
    </AriaToastRegion>
  )
}
