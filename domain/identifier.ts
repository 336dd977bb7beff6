// Ids that know their home. An id is a prefix and lower-case base 32 (Crockford's alphabet):
//
//   home id   dep_ + home                     home  = created (9) shard (1) random (10) seal (12)
//   child id  hold_ + own + home              own   = created (9) number (7)
//   seat id   seat_ + index (4) + home         of a show, by the seat's place in hall order
//
// The home part names the object that owns the thing, so that a request finds it without a look-up; the
// seal is a keyed digest made and checked in worker/, so that no outside value names an object that we did
// not make. `shard` is kept at 0 for objects that will be split one day. Characters sort as their values do,
// so ids of one kind and home sort by creation. Not a secret: who may see a thing is decided by its owner.

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const VALUES = new Map([...ALPHABET].map((letter, value) => [letter, value]));
const CREATED_LENGTH = 9;
const NUMBER_LENGTH = 7;
const RANDOM_LENGTH = 10;
export const SEAL_LENGTH = 12;
export const OWN_LENGTH = CREATED_LENGTH + NUMBER_LENGTH;
export const UNSEALED_LENGTH = CREATED_LENGTH + 1 + RANDOM_LENGTH;
export const HOME_LENGTH = UNSEALED_LENGTH + SEAL_LENGTH;

export const HOME_PREFIXES = ["dep", "shw", "tour", "ven", "sch", "job", "chn"] as const;
export const CHILD_PREFIXES = ["hold", "bkg", "wle", "adj", "key", "ver", "upl", "aud"] as const;
export type HomePrefix = (typeof HOME_PREFIXES)[number];
export type ChildPrefix = (typeof CHILD_PREFIXES)[number];

export type ChildNumber = { readonly created_at_ms: number; readonly no: number };

/** Base 32 of a whole number, left padded to `length` characters. Throws when it does not fit. */
export function encodeNumber(value: number, length: number): string {
  let rest = value;
  let text = "";
  for (let place = 0; place < length; place += 1) {
    text = ALPHABET.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  if (rest !== 0 || value < 0 || !Number.isSafeInteger(value)) {
    throw new Error(`${value} does not fit ${length} characters`);
  }
  return text;
}

/** The number that `encodeNumber` wrote, or undefined for anything else. */
export function decodeNumber(text: string): number | undefined {
  let value = 0;
  for (const letter of text) {
    const digit = VALUES.get(letter);
    if (digit === undefined) return undefined;
    value = value * 32 + digit;
  }
  return value;
}

/** Base 32 of bytes, five bits of each byte: for randomness and seals, where only the count of bits matters. */
export function encodeBits(bytes: Uint8Array, length: number): string {
  let text = "";
  for (let index = 0; index < length; index += 1) {
    text += ALPHABET.charAt((bytes[index] ?? 0) & 31);
  }
  return text;
}

export function unsealedHome(created_at_ms: number, random: Uint8Array): string {
  return `${encodeNumber(created_at_ms, CREATED_LENGTH)}0${encodeBits(random, RANDOM_LENGTH)}`;
}

export function childId(prefix: ChildPrefix, home_id: string, child: ChildNumber): string {
  const own = encodeNumber(child.created_at_ms, CREATED_LENGTH) + encodeNumber(child.no, NUMBER_LENGTH);
  return `${prefix}_${own}${home_id.slice(-HOME_LENGTH)}`;
}

/** The home part of a home or child id of that prefix, or undefined when the text is not one. */
export function homeOf(prefix: HomePrefix | ChildPrefix, id: string, ownLength: number): string | undefined {
  const start = prefix.length + 1;
  if (id.length !== start + ownLength + HOME_LENGTH || !id.startsWith(`${prefix}_`)) return undefined;
  return id.slice(start + ownLength);
}

/** What a child id says of itself. The owner must check that both numbers are those of its record. */
export function childNumber(prefix: ChildPrefix, id: string): ChildNumber | undefined {
  const start = prefix.length + 1;
  const created_at_ms = decodeNumber(id.slice(start, start + CREATED_LENGTH));
  const no = decodeNumber(id.slice(start + CREATED_LENGTH, start + OWN_LENGTH));
  if (created_at_ms === undefined || no === undefined) return undefined;
  return { created_at_ms, no };
}

const SEAT_PREFIX = "seat";
const SEAT_LENGTH = 4;

/** The id of a show's seat, by its index in hall order. */
export function seatId(show_id: string, index: number): string {
  return `${SEAT_PREFIX}_${encodeNumber(index, SEAT_LENGTH)}${show_id.slice(-HOME_LENGTH)}`;
}

/** The home part of a seat's id and the seat's index, or undefined when the text is not one. */
export function readSeatId(id: string): { readonly home: string; readonly index: number } | undefined {
  const start = SEAT_PREFIX.length + 1;
  const index = decodeNumber(id.slice(start, start + SEAT_LENGTH));
  if (id.length !== start + SEAT_LENGTH + HOME_LENGTH || !id.startsWith(`${SEAT_PREFIX}_`) || index === undefined) {
    return undefined;
  }
  return { home: id.slice(start + SEAT_LENGTH), index };
}
