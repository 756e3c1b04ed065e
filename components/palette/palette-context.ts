'use client'

import { createContext, useContext } from 'react'

/** Opens the palette; outside the frame there is none, and nothing happens. */
export const PaletteContext = createContext<() => void>(() => {})

export const useOpenPalette = (): (() => void) => useContext(PaletteContext)
