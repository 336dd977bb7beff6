// Somebody looks at one thing: it must look as if everything due had been settled.
import { type ChildNumber, type ChildPrefix, childNumber } from "../domain/identifier.ts";
import type { Query as SaleQuery } from "../durable-objects/sale/answer-query.ts";
import type { SaleKinds } from "../durable-objects/sale/kinds.ts";
import type { NaiveSale } from "./naive-sale.ts";
import { absent, ownedBooking, ownedHold, ownedWish } from "./naive-sale-commands.ts";
import type { NaiveActor } from "./naive-things.ts";
import type { Names } from "./names.ts";
import type { Random } from "./random.ts";
import type { Parts, Question, ReadBy, SimulatedKind } from "./simulated-kind.ts";

/** The number of something that is not there. */
export const NOBODY: ChildNumber = { no: 999_999, created_at_ms: 1 };

/** Says what was answered wrongly. */
export function readSomething<K extends SaleKinds, Books, Naive extends NaiveSale, Query>(
  kind: SimulatedKind<K, Books, Naive, Query>,
  { real, naive, names }: Parts<K, Books, Naive>,
  { random, actor, clock }: ReadBy,
): string | undefined {
  const all: Question<Query | SaleQuery>[] = [
    ...kind.questions(random, naive, actor),
    ...questions(random, naive, { names, actor }),
  ];
  const asked = random.pick(all);
  if (!asked) return undefined;
  const { outcome } = real.ask((now) => kind.answer(real.books, asked.query, { actor, clock: now }));
  const settled = !naive.somethingDue(clock);
  const difference = settled ? names.difference(asked.said(), outcome) : "answered before what was due was settled";
  return difference && `read of ${JSON.stringify(asked.query)}: ${difference}`;
}

function questions(
  random: Random,
  naive: NaiveSale,
  { names, actor }: { readonly names: Names; readonly actor: NaiveActor },
): Question<SaleQuery>[] {
  const number = (prefix: ChildPrefix, one: { name: string } | undefined) => {
    const id = names.id(one?.name ?? "");
    return id === undefined ? undefined : childNumber(prefix, id);
  };
  const hold = random.pick(naive.holds.slice(-15));
  const booking = random.pick(naive.bookings.slice(-15));
  const wish = random.pick(naive.wishes.slice(-15));
  const own = { hold: number("hold", hold), booking: number("bkg", booking), entry: number("wle", wish) };
  return [
    {
      query: { type: "hold", hold: own.hold ?? NOBODY },
      said: () => {
        const found = own.hold && ownedHold(naive, hold?.name ?? "", actor);
        return found ? { ok: true, hold: naive.holdView(found) } : absent("hold");
      },
    },
    {
      query: { type: "booking", booking: own.booking ?? NOBODY },
      said: () => {
        const found = own.booking && ownedBooking(naive, booking?.name ?? "", actor);
        return found ? { ok: true, booking: naive.bookingView(found) } : absent("booking");
      },
    },
    {
      query: { type: "entry", entry: own.entry ?? NOBODY },
      said: () => {
        const found = own.entry && ownedWish(naive, wish?.name ?? "", actor);
        return found ? { ok: true, entry: naive.wishView(found), joined: false } : absent("waitlist entry");
      },
    },
    ...listQuestions(random, naive, actor),
  ];
}

const ALL = { after_no: 0, limit: 1_000_000 };

function listQuestions(random: Random, naive: NaiveSale, actor: NaiveActor): Question<SaleQuery>[] {
  const customer_ref = random.chance(0.5) ? null : (random.pick(["ada", "ben", "cleo"]) ?? null);
  const active = random.chance(0.5) ? ("ACTIVE" as const) : null;
  const waiting = random.chance(0.5) ? ("WAITING" as const) : null;
  const asked = (one: { channel: string; customer: string | null; state: string }, status: string | null) =>
    (actor.admin || one.channel === actor.channel) &&
    (customer_ref === null || one.customer === customer_ref) &&
    (status === null || one.state === status);
  return [
    {
      query: { type: "holds", status: active, customer_ref, page: ALL },
      said: () => {
        const holds = naive.holds.filter((one) => !one.forgotten && asked(one, active));
        return { ok: true, holds: holds.map((one) => naive.holdView(one)) };
      },
    },
    {
      query: { type: "entries", status: waiting, customer_ref, page: ALL },
      said: () => {
        const wishes = naive.wishes.filter((one) => asked(one, waiting));
        return { ok: true, entries: wishes.map((one) => naive.wishView(one)) };
      },
    },
  ];
}
