// The two keys that configuration can name: the development key and the first administrator's.
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { Environment } from "../durable-objects/environment.ts";
import { wellKnownHomeId } from "./identifiers.ts";

export type ConfiguredKey = {
  readonly key_id: string;
  readonly channel: string;
  /** Tells one text of the key from another, without telling the text. */
  readonly mark: string;
};

const MARK_LENGTH = 16;

/** Keys that were found right, with what they stand for; bounded by there being two. */
const recognised = new Map<string, ConfiguredKey>();

export function configuredKey(presented: string, environment: Environment): ConfiguredKey | undefined {
  const { DEVELOPMENT_ADMIN_KEY, BOOTSTRAP_ADMIN_KEY } = environment;
  const known = recognised.get(presented);
  if (known && (presented === DEVELOPMENT_ADMIN_KEY || presented === BOOTSTRAP_ADMIN_KEY)) return known;
  const found = configured(environment).find(({ text }) => sameText(presented, text));
  if (found) recognised.set(presented, found.key);
  return found?.key;
}

/** The key that a token was made from, if it is still configured with the same text. */
export function configuredKeyById(key_id: string, mark: string, environment: Environment): ConfiguredKey | undefined {
  return configured(environment).find(({ key }) => key.key_id === key_id && sameText(key.mark, mark))?.key;
}

/** How short each may be: a deployment's is guessed at from outside. */
function configured(environment: Environment): { readonly text: string; readonly key: ConfiguredKey }[] {
  const { DEVELOPMENT_ADMIN_KEY, BOOTSTRAP_ADMIN_KEY, ID_SECRET } = environment;
  const named = [
    ["development", DEVELOPMENT_ADMIN_KEY, 16],
    ["operator", BOOTSTRAP_ADMIN_KEY, 32],
  ] as const;
  return named.flatMap(([name, text, length_min]) => {
    if (text === undefined || text.length < length_min) return [];
    const mark = createHmac("sha256", ID_SECRET).update(`configured key ${text}`).digest("hex").slice(0, MARK_LENGTH);
    return [{ text, key: { key_id: `configured:${name}`, channel: wellKnownHomeId(ID_SECRET, "chn", name), mark } }];
  });
}

function sameText(one: string, other: string): boolean {
  return timingSafeEqual(sha256(one), sha256(other));
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
