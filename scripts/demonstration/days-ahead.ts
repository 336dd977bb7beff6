// When a thing of the demonstration starts.

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** That hour (UTC) of the day that is so many days after today. */
export function daysAhead({ in_days, hour }: { readonly in_days: number; readonly hour: number }): string {
  const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  return new Date(today + in_days * DAY_MS + hour * HOUR_MS).toISOString();
}
