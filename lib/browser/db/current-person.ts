import { openDB } from 'idb'
import { sayPinsChanged } from '../pins/pins-changed.ts'

const NAME = 'hearth-device'
const KEY = 'person'

/**
 * Whose store this browser may answer from when the vault is out of reach: the name of the store of whoever is here, as
 * the vault said last. Without one, what lies on the device is shown to nobody. The cookie of a session cannot be read by
 * a worker, so pages write this down.
 */
export async function readCurrentPerson(): Promise<string | null> {
  const db = await openDevice()
  try {
    return (await db.get('facts', KEY)) ?? null
  } finally {
    db.close()
  }
}

/** Null when nobody is here any more: signed out, or the session has ended. */
export async function writeCurrentPerson(storeName: string | null): Promise<void> {
  const db = await openDevice()
  try {
    if (storeName === null) await db.delete('facts', KEY)
    else await db.put('facts', storeName, KEY)
  } finally {
    db.close()
    sayPinsChanged()
  }
}

function openDevice() {
  return openDB<{ facts: { key: string; value: string } }>(NAME, 1, {
    upgrade: (database) => void database.createObjectStore('facts'),
    blocking: (_current, _blocked, event) => {
      if (event.target instanceof IDBDatabase) event.target.close()
    },
  })
}
