/**
 * Called between every two steps of what happens in a folder and in the database. Nothing in production; tests throw or
 * end the process here, to see that what is left is made whole again.
 */
export type FaultPoint = (name: string) => void | Promise<void>

export const noFault: FaultPoint = () => {}
