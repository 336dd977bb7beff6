// The port between a peer's HTTP pipeline and its database. One call is one round trip and one transaction.

export interface Caller {
  readonly principal: string;
  readonly idempotencyKey: string;
  /** SHA-256 of the canonical body. */
  readonly bodyHash: Buffer;
  readonly traceId: string;
}

export interface HoldCommand extends Caller {
  readonly holdId: string;
  readonly departureId: string;
  readonly seats: number;
  readonly customerRef: string;
  readonly expiresAtMs: number;
  /** The body to answer if the hold is made; stored with it and replayed byte for byte. */
  readonly answer: string;
}

export interface ConfirmCommand extends Caller {
  readonly holdId: string;
  readonly bookingId: string;
  readonly code: string;
  readonly createdAt: string;
}

export type RefusalCode = "FULL" | "HOLD_CONFLICT" | "HOLD_EXPIRED" | "HOLD_CONFIRMED";

export type CommandResult =
  | { readonly kind: "done"; readonly answer: string; readonly replayed: boolean }
  | {
      readonly kind: "refused";
      readonly code: RefusalCode;
      /** Places left, the other hold, or the booking: what the caller can act on. */
      readonly fact: string;
      readonly traceId: string;
      readonly replayed: boolean;
    }
  | { readonly kind: "mismatch" }
  | { readonly kind: "not_found" };

export interface Departure {
  readonly id: string;
  readonly tour_id: string;
  readonly starts_at: string;
  readonly capacity_total: number;
  readonly capacity_available: number;
}

export interface BookingStore {
  hold(command: HoldCommand): Promise<CommandResult>;
  confirm(command: ConfirmCommand): Promise<CommandResult>;
  departure(id: string): Promise<Departure | undefined>;
}

/** Both databases keep a decided answer as (status, text); a refusal's text is `CODE|fact|trace id`. */
export function storedResult(status: number, text: string, replayed: boolean): CommandResult {
  switch (status) {
    case 200:
      return { kind: "done", answer: text, replayed };
    case 404:
      return { kind: "not_found" };
    case 422:
      return { kind: "mismatch" };
    case 409: {
      const [code = "", fact = "", traceId = ""] = text.split("|");
      return { kind: "refused", code: refusalCode(code), fact, traceId, replayed };
    }
    default:
      throw new Error(`the database answered with the status ${status}`);
  }
}

function refusalCode(code: string): RefusalCode {
  if (code === "FULL" || code === "HOLD_CONFLICT" || code === "HOLD_EXPIRED" || code === "HOLD_CONFIRMED") return code;
  throw new Error(`the database refused with the unknown code ${code}`);
}
