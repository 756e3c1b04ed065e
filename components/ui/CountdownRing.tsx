'use client'

import type { ReactNode } from 'react'

export interface CountdownRingProps {
  /** What is left, 1 to 0. */
  share: number
  /** The tile in the middle. */
  children: ReactNode
}

const SIZE = 128
const STROKE = 4

/**
 * The lock-out ring: amber, around the tile of the room; the time stands below it in words.
 * With reduced motion the ring does not move: the numbers say it alone.
 */
export function CountdownRing({ share, children }: CountdownRingProps) {
  const circle = {
    cx: SIZE / 2,
    cy: SIZE / 2,
    r: (SIZE - STROKE) / 2,
    fill: 'none',
    strokeWidth: STROKE,
    pathLength: 100,
  }
  const left = Math.min(1, Math.max(0, share)) * 100
  return (
    <div className="relative inline-flex items-center justify-center" style={{ width: SIZE, height: SIZE }}>
      <svg aria-hidden="true" width={SIZE} height={SIZE} className="absolute inset-0 -rotate-90">
        <circle {...circle} className="stroke-hair" />
        {left > 0 ? (
          <circle
            {...circle}
            className="stroke-amber-fill calm:hidden"
            strokeLinecap="round"
            strokeDasharray={`${left} 100`}
          />
        ) : null}
      </svg>
      {children}
    </div>
  )
}
