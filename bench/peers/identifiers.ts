import { randomBytes } from "node:crypto";

const CODE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const RANDOM_POOL_BYTES = 8192;

let pool = randomBytes(RANDOM_POOL_BYTES);
let used = 0;

/** Random bytes from a pool, because a system call per id would show in the peer's figures. */
function random(count: number): Buffer {
  if (used + count > pool.length) {
    pool = randomBytes(RANDOM_POOL_BYTES);
    used = 0;
  }
  used += count;
  return pool.subarray(used - count, used);
}

/** An id that sorts by time, so that index pages fill in order: prefix, 48 bits of time, 64 random bits. */
export function sortableId(prefix: string, nowMs: number): string {
  return `${prefix}_${nowMs.toString(16).padStart(12, "0")}${random(8).toString("hex")}`;
}

export function bookingCode(): string {
  let code = "";
  for (const byte of random(10)) code += CODE_ALPHABET[byte % CODE_ALPHABET.length];
  return code;
}

export function traceId(): string {
  return random(16).toString("hex");
}
