/** Loaded into a vault by NODE_OPTIONS: its wall clock is off by so many milliseconds, in every thread of it. */
const shiftMs = Number(process.env.CLOCK_IS_OFF_BY_MS)
const RealDate = Date
const now = () => RealDate.now() + shiftMs

globalThis.Date = new Proxy(RealDate, {
  apply: () => new RealDate(now()).toString(),
  construct: (target, given, made) => Reflect.construct(target, given.length === 0 ? [now()] : given, made),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
})
