// One alarm an object, for the earliest of what is due. It only sweeps, notifies and catches up: every answer
// is right without it. Written in the transaction of the commit and moved only when it gets earlier.

export const ALARM = {
  /** An alarm is not armed closer than this, so that a stream of expiries does not become a stream of alarms. */
  gap_ms: 250,
  /** How long a commit may wait for the live drain before the alarm drains for it. */
  projection_ms: 10_000,
  /** An alarm that is this late was lost. */
  lost_ms: 60_000,
} as const;

/** When the alarm must ring: `armed` when that is early enough, else a time to arm now; null for never. */
export function planAlarm(armed: number | null, due: readonly (number | undefined)[], now: number): number | null {
  const times = due.filter((time) => time !== undefined);
  if (times.length === 0) return armed;
  const wanted = Math.max(Math.min(...times), now + ALARM.gap_ms);
  if (armed !== null && armed <= wanted && armed > now - ALARM.lost_ms) return armed;
  return wanted;
}
