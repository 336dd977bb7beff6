// Makes and checks the seal in ids (domain/identifier.ts): a keyed digest over the home, so that an id that we
// did not make is told from one that we did without asking anybody.
import { createHmac } from "node:crypto";
import {
  type ChildNumber,
  type ChildPrefix,
  childNumber,
  encodeBits,
  HOME_LENGTH,
  type HomePrefix,
  homeOf,
  OWN_LENGTH,
  readSeatId,
  SEAL_LENGTH,
  UNSEALED_LENGTH,
  unsealedHome,
} from "../domain/identifier.ts";
import { randomBytes } from "./context.ts";

const CHECKED_MAX = 10_000;
const checked = new Set<string>();

/** Which kinds of home a child's id can name: its seal is of one of them. */
const HOMES: { readonly [Prefix in ChildPrefix]: readonly HomePrefix[] } = {
  hold: ["dep", "shw"],
  bkg: ["dep", "shw"],
  wle: ["dep", "shw"],
  adj: ["dep"],
  key: ["chn"],
  ver: ["sch"],
  upl: ["sch"],
  aud: ["sch"],
};

function seal(secret: string, prefix: HomePrefix, unsealed: string): string {
  return encodeBits(createHmac("sha256", secret).update(`${prefix}_${unsealed}`).digest(), SEAL_LENGTH);
}

export function newHomeId(secret: string, prefix: HomePrefix, now: number): string {
  const unsealed = unsealedHome(now, randomBytes(16));
  return `${prefix}_${unsealed}${seal(secret, prefix, unsealed)}`;
}

/** The id of a home that exists once, such as the channel of the development key. */
export function wellKnownHomeId(secret: string, prefix: HomePrefix, name: string): string {
  const unsealed = unsealedHome(0, new TextEncoder().encode(name.padEnd(16, "-")));
  return `${prefix}_${unsealed}${seal(secret, prefix, unsealed)}`;
}

/** Whether this is the id of a home that we made. */
export function isHomeId(secret: string, prefix: HomePrefix, id: string): boolean {
  const home = homeOf(prefix, id, 0);
  return home !== undefined && sealed(secret, prefix, home);
}

/** The home's id and the child's number, or undefined when we did not make this id. */
export function readChildId(
  secret: string,
  prefix: ChildPrefix,
  id: string,
): { home_prefix: HomePrefix; home_id: string; child: ChildNumber } | undefined {
  const home = homeOf(prefix, id, OWN_LENGTH);
  const child = home === undefined ? undefined : childNumber(prefix, id);
  if (home === undefined || child === undefined) return undefined;
  const home_prefix = HOMES[prefix].find((kind) => sealed(secret, kind, home));
  return home_prefix && { home_prefix, home_id: `${home_prefix}_${home}`, child };
}

/** The show and the seat's index, or undefined when we did not make this id. */
export function readSeat(secret: string, id: string): { show_id: string; index: number } | undefined {
  const read = readSeatId(id);
  if (!read || !sealed(secret, "shw", read.home)) return undefined;
  return { show_id: `shw_${read.home}`, index: read.index };
}

function sealed(secret: string, prefix: HomePrefix, home: string): boolean {
  if (home.length !== HOME_LENGTH) return false;
  const known = `${prefix}_${home}`;
  if (checked.has(known)) return true;
  const unsealed = home.slice(0, UNSEALED_LENGTH);
  if (seal(secret, prefix, unsealed) !== home.slice(UNSEALED_LENGTH)) return false;
  if (checked.size >= CHECKED_MAX) checked.clear();
  checked.add(known);
  return true;
}
