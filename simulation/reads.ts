// Somebody looks at one thing: it must look as if everything due had been settled.
import type { Query } from "../durable-objects/departure/commands.ts";
import { ACTORS } from "./commands.ts";
import { absent, ownedBooking, ownedHold, ownedWish } from "./naive-commands.ts";
import type { Said } from "./naive-things.ts";
import { NOBODY, type World } from "./world.ts";

export function readSomething(world: World): void {
  const { random, homes, clock, wrong } = world;
  const home = random.pick([...homes.values()]);
  const actor = random.pick(ACTORS);
  if (!home || !actor) return;
  const { naive, names, real } = home;
  const { id } = real;
  const hold = random.pick(naive.holds.slice(-15));
  const booking = random.pick(naive.bookings.slice(-15));
  const wish = random.pick(naive.wishes.slice(-15));
  const own = {
    hold: world.child(id, "hold", hold?.name ?? "~none") ?? NOBODY,
    booking: world.child(id, "bkg", booking?.name ?? "~none") ?? NOBODY,
    entry: world.child(id, "wle", wish?.name ?? "~none") ?? NOBODY,
  };
  const asked = random.pick<{ query: Query; said: () => Said }>([
    { query: { type: "departure" }, said: () => ({ ok: true, departure: naive.view() }) },
    {
      query: { type: "hold", hold: own.hold },
      said: () => {
        const found = ownedHold(naive, hold?.name ?? "", actor);
        return found ? { ok: true, hold: naive.holdView(found) } : absent("hold");
      },
    },
    {
      query: { type: "booking", booking: own.booking },
      said: () => {
        const found = ownedBooking(naive, booking?.name ?? "", actor);
        return found ? { ok: true, booking: naive.bookingView(found) } : absent("booking");
      },
    },
    {
      query: { type: "entry", entry: own.entry },
      said: () => {
        const found = ownedWish(naive, wish?.name ?? "", actor);
        return found ? { ok: true, entry: naive.wishView(found), joined: false } : absent("waitlist entry");
      },
    },
  ]);
  if (!asked) return;
  const { outcome } = real.ask(asked.query, actor);
  const settled = !naive.somethingDue(clock);
  const difference = settled ? names.difference(asked.said(), outcome) : "answered before what was due was settled";
  if (difference) wrong.push(`read of ${asked.query.type}: ${difference}`);
}
