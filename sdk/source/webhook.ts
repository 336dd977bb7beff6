// Whether a message came from Holdfast, by the Standard Webhooks specification (standardwebhooks.com): an HMAC-SHA256
// over `id.timestamp.body` with a secret that both sides know. The body must be as it came, before any JSON parser.
import { whole } from "./client-options.ts";
import { HoldfastError } from "./errors.ts";
import { webCrypto } from "./randomness.ts";

export type WebhookFault =
  | "HEADER_MISSING"
  | "HEADER_MALFORMED"
  | "TOO_OLD"
  | "TOO_NEW"
  | "SIGNATURE_WRONG"
  | "BODY_NOT_JSON";

/** Answer a message that this is thrown for with 400 or 401, and do nothing else with it. */
export class WebhookError extends HoldfastError {
  readonly fault: WebhookFault;

  constructor(fault: WebhookFault, message: string) {
    super(message);
    this.name = "WebhookError";
    this.fault = fault;
  }
}

export interface WebhookMessage {
  /** `whsec_…`, or several of them while one takes the place of another. */
  readonly secret?: string | undefined;
  readonly secrets?: readonly string[] | undefined;
  /** A Headers object, or Node's `request.headers`. */
  readonly headers:
    | { get(name: string): string | null }
    | { readonly [name: string]: string | readonly string[] | undefined };
  /** The body as it came. */
  readonly body: string | Uint8Array;
  /** How far the message's time may be from now; 300 by default. */
  readonly toleranceSeconds?: number | undefined;
  /** Milliseconds; the clock by default. */
  readonly now?: number | undefined;
}

export interface VerifiedWebhook {
  /** The same for each delivery of the same message: remember it to deal with each once. */
  readonly id: string;
  readonly timestamp: Date;
  /** The parsed body. */
  readonly payload: unknown;
}

const SECRETS_MAX = 10;
const SIGNATURES_MAX = 10;
const HEADER_CHARACTERS_MAX = 4_096;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/;

/** At exit: the body is as Holdfast sent it, and recent. Else it rejects with a WebhookError. */
export async function verifyWebhook(message: WebhookMessage): Promise<VerifiedWebhook> {
  const secrets = secretsOf(message);
  const id = headerOf(message, "webhook-id");
  const seconds = timestampOf(message);
  const signatures = signaturesOf(message);
  const body = typeof message.body === "string" ? new TextEncoder().encode(message.body) : message.body;
  const signed = joined(new TextEncoder().encode(`${id}.${seconds}.`), body);
  if (!(await anySigns(secrets, signatures, signed))) {
    throw new WebhookError("SIGNATURE_WRONG", "no signature of this message was made with a secret that is known here");
  }
  try {
    const payload: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(body));
    return { id, timestamp: new Date(seconds * 1_000), payload };
  } catch {
    throw new WebhookError("BODY_NOT_JSON", "the message is signed, but is not JSON");
  }
}

function secretsOf({ secret, secrets = [] }: WebhookMessage): Uint8Array<ArrayBuffer>[] {
  const all = secret === undefined ? secrets : [secret, ...secrets];
  if (all.length === 0 || all.length > SECRETS_MAX) throw new TypeError(`give secret, or 1 to ${SECRETS_MAX} secrets`);
  return all.map((text) => {
    const bytes = bytesOf(text.startsWith("whsec_") ? text.slice("whsec_".length) : text);
    if (bytes === undefined || bytes.length === 0)
      throw new TypeError("a secret is whsec_ and base64, as it was shown");
    return bytes;
  });
}

function headerOf({ headers }: WebhookMessage, name: string): string {
  const text = typeof headers["get"] === "function" ? headers["get"](name) : fieldOf(headers, name);
  if (typeof text !== "string" || text === "")
    throw new WebhookError("HEADER_MISSING", `the header ${name} is missing`);
  if (text.length > HEADER_CHARACTERS_MAX) throw new WebhookError("HEADER_MALFORMED", `the header ${name} is too long`);
  return text;
}

function fieldOf(headers: object, name: string): unknown {
  const found = Object.entries(headers).find(([field]) => field.toLowerCase() === name)?.[1] as unknown;
  return Array.isArray(found) && found.length === 1 ? found[0] : found;
}

function timestampOf(message: WebhookMessage): number {
  const text = headerOf(message, "webhook-timestamp");
  if (!/^\d{1,12}$/.test(text))
    throw new WebhookError("HEADER_MALFORMED", "webhook-timestamp is not a number of seconds");
  // Compared with NaN, every message would be recent.
  const toleranceSeconds = whole("toleranceSeconds", message.toleranceSeconds ?? 300, [0, 86_400]);
  const now = whole("now", Math.floor(message.now ?? Date.now()), [0, Number.MAX_SAFE_INTEGER]);
  const age_s = Math.floor(now / 1_000) - Number(text);
  if (age_s > toleranceSeconds) throw new WebhookError("TOO_OLD", `the message is ${age_s} seconds old`);
  if (age_s < -toleranceSeconds)
    throw new WebhookError("TOO_NEW", `the message is ${-age_s} seconds ahead of the clock`);
  return Number(text);
}

/** Those of version 1; others may stand beside them and say nothing here. */
function signaturesOf(message: WebhookMessage): Uint8Array<ArrayBuffer>[] {
  return headerOf(message, "webhook-signature")
    .split(" ")
    .filter((part) => part.startsWith("v1,"))
    .slice(0, SIGNATURES_MAX)
    .flatMap((part) => bytesOf(part.slice("v1,".length)) ?? []);
}

/** `verify` compares in constant time. */
async function anySigns(
  secrets: readonly Uint8Array<ArrayBuffer>[],
  signatures: readonly Uint8Array<ArrayBuffer>[],
  signed: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const { subtle } = await webCrypto();
  for (const secret of secrets) {
    const key = await subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
    for (const signature of signatures) {
      if (await subtle.verify("HMAC", key, signature, signed)) return true;
    }
  }
  return false;
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> | undefined {
  return BASE64.test(base64) ? Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)) : undefined;
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
