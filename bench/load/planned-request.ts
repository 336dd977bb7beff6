// One request before it is written, and how it is written.

export interface PlannedRequest {
  /** POST unless said. */
  readonly method?: "GET" | "PUT" | "DELETE";
  readonly path: string;
  readonly idempotencyKey?: string;
  /** Of a GET or DELETE the empty text. */
  readonly body: string;
  /** Places that the request takes when it is acknowledged. */
  readonly seats: number;
  /** What the request counts for; 1 unless it carries more, or nothing by itself. */
  readonly count?: number;
  /** What its figures are kept under, beside those of all requests. */
  readonly kinds?: readonly string[];
  /** The key that it is asked with, instead of the load's own. */
  readonly token?: string;
  /** Whether the answer may be compressed. */
  readonly gzip?: boolean;
  /** Told of an acknowledged answer: later requests may be about it. */
  readonly acknowledged?: (body: Buffer) => void;
}

/** Returns undefined when there is nothing more to ask. */
export type RequestSource = () => PlannedRequest | undefined;

/** Writes a request as HTTP/1.1 text. Bodies and keys are ASCII, so characters are bytes. */
export function requestWriter(job: { url: string; host?: string; token: string }): (request: PlannedRequest) => string {
  const { host = new URL(job.url).host } = job;
  return ({ method = "POST", path, idempotencyKey, body, token = job.token, gzip }) => {
    const key = idempotencyKey === undefined ? "" : `Idempotency-Key: ${idempotencyKey}\r\n`;
    const accept = gzip ? "Accept-Encoding: gzip\r\n" : "";
    const about = `Host: ${host}\r\nAuthorization: Bearer ${token}\r\n${key}${accept}`;
    const hasBody = method === "POST" || method === "PUT";
    const said = hasBody ? `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}` : "\r\n";
    return `${method} ${path} HTTP/1.1\r\n${about}${said}`;
  };
}

/** The id that an answer names so; ids are letters, digits and underscores. */
export function idNamed(name: string, body: Buffer): string {
  const id = new RegExp(`"${name}":"(\\w+)"`).exec(body.toString("latin1"))?.[1];
  if (id === undefined) throw new Error(`an acknowledged answer without ${name}: ${body.toString("utf8", 0, 200)}`);
  return id;
}
