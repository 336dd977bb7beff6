// Against the reference implementation of the Standard Webhooks specification, which signs here.
import * as fc from "fast-check";
import { Webhook } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import { verifyWebhook, type WebhookFault, type WebhookMessage } from "./webhook.ts";

const SECRET = `whsec_${Buffer.from("a secret of thirty-two bytes ok!").toString("base64")}`;
const OTHER = `whsec_${Buffer.from("the secret that comes after this").toString("base64")}`;
const NOW = Date.UTC(2030, 4, 2, 8, 30);
const BODY = '{"type":"booking.confirmed","data":{"id":"bkg_1"}}';

function signed(
  secret = SECRET,
  at_ms = NOW,
  body = BODY,
): Omit<WebhookMessage, "headers"> & { readonly headers: Record<string, string> } {
  const headers = {
    "webhook-id": "msg_1",
    "webhook-timestamp": String(Math.floor(at_ms / 1_000)),
    "webhook-signature": new Webhook(secret).sign("msg_1", new Date(at_ms), body),
  };
  return { secret: SECRET, headers, body, now: NOW };
}

async function faultOf(message: WebhookMessage): Promise<WebhookFault | "none"> {
  return verifyWebhook(message).then(
    () => "none",
    (error: { fault: WebhookFault }) => error.fault,
  );
}

describe("a message that was signed", () => {
  it("is verified, with its id, time and payload", async () => {
    expect(await verifyWebhook(signed())).toEqual({ id: "msg_1", timestamp: new Date(NOW), payload: JSON.parse(BODY) });
  });

  it("is verified from bytes, from a Headers object and from Node's headers", async () => {
    const { headers } = signed();
    const names = Object.fromEntries(Object.entries(headers).map(([name, text]) => [name.toUpperCase(), [text]]));
    expect(await faultOf({ ...signed(), body: new TextEncoder().encode(BODY) })).toBe("none");
    expect(await faultOf({ ...signed(), headers: new Headers(headers) })).toBe("none");
    expect(await faultOf({ ...signed(), headers: names })).toBe("none");
  });

  it("is verified by any of several secrets and any of several signatures, while one takes the other's place", async () => {
    expect(await faultOf(signed(OTHER))).toBe("SIGNATURE_WRONG");
    expect(await faultOf({ ...signed(OTHER), secret: undefined, secrets: [SECRET, OTHER] })).toBe("none");
    const both = signed();
    both.headers["webhook-signature"] =
      `v1a,AAAA ${signed(OTHER).headers["webhook-signature"]} ${both.headers["webhook-signature"]}`;
    expect(await faultOf(both)).toBe("none");
  });

  it("is verified just when the reference implementation verifies it, whatever byte is changed", async () => {
    const reference = new Webhook(SECRET);
    await fc.assert(
      fc.asyncProperty(fc.json(), fc.nat(), fc.boolean(), async (body, at, spoil) => {
        const now = Date.now();
        const message = signed(SECRET, now, body);
        const index = at % body.length;
        const sent = spoil ? `${body.slice(0, index)}~${body.slice(index + 1)}` : body;
        let expected = "none";
        try {
          reference.verify(sent, message.headers);
        } catch {
          expected = "SIGNATURE_WRONG";
        }
        expect(await faultOf({ ...message, body: sent, now })).toBe(expected);
      }),
    );
  });
});

describe("a message is refused", () => {
  it("when it is older or newer than five minutes, or than was asked for", async () => {
    expect(await faultOf(signed(SECRET, NOW - 300_000))).toBe("none");
    expect(await faultOf(signed(SECRET, NOW - 301_000))).toBe("TOO_OLD");
    expect(await faultOf(signed(SECRET, NOW + 300_000))).toBe("none");
    expect(await faultOf(signed(SECRET, NOW + 301_000))).toBe("TOO_NEW");
    expect(await faultOf({ ...signed(SECRET, NOW - 301_000), toleranceSeconds: 400 })).toBe("none");
  });

  it("when its id or its time was changed", async () => {
    for (const [name, text] of [
      ["webhook-id", "msg_2"],
      ["webhook-timestamp", String(NOW / 1_000 - 1)],
    ] as const) {
      const message = signed();
      message.headers[name] = text;
      expect(await faultOf(message), name).toBe("SIGNATURE_WRONG");
    }
  });

  it("when a header is missing or is not what it should be", async () => {
    for (const name of ["webhook-id", "webhook-timestamp", "webhook-signature"]) {
      const { [name]: _, ...headers } = signed().headers;
      expect(await faultOf({ ...signed(), headers }), name).toBe("HEADER_MISSING");
    }
    const late = signed();
    late.headers["webhook-timestamp"] = "yesterday";
    expect(await faultOf(late)).toBe("HEADER_MALFORMED");
    for (const signature of ["v1,", "v1,not base64!", "v2,AAAA", "AAAA", "v1,AAAA"]) {
      const message = signed();
      message.headers["webhook-signature"] = signature;
      expect(await faultOf(message), signature).toBe("SIGNATURE_WRONG");
    }
    const long = signed();
    long.headers["webhook-signature"] = "v1,AAAA ".repeat(1_000);
    expect(await faultOf(long)).toBe("HEADER_MALFORMED");
  });

  it("when it is signed but not JSON", async () => {
    expect(await faultOf(signed(SECRET, NOW, "not json"))).toBe("BODY_NOT_JSON");
  });

  it("with a TypeError when there is no secret, or it is not one, or when the clock says nothing", async () => {
    await expect(verifyWebhook({ ...signed(), secret: undefined })).rejects.toThrow("give secret, or 1 to 10 secrets");
    await expect(verifyWebhook({ ...signed(), secret: "whsec_!" })).rejects.toThrow("a secret is whsec_ and base64");
    await expect(verifyWebhook({ ...signed(), toleranceSeconds: Number.NaN })).rejects.toThrow(
      "toleranceSeconds must be",
    );
    await expect(verifyWebhook({ ...signed(), now: Number.NaN })).rejects.toThrow("now must be");
  });
});
