// Reads HTTP/1.1 responses of a connection that has one request in flight.
// Framing only: Content-Length, chunked, and the statuses that have no body. A body that ends with the
// connection is refused, because a keep-alive measurement cannot use it.
// Contract: the returned body may be a view of the given chunk, so use it before the next call.

export interface HttpResponse {
  readonly status: number;
  /** The status line and the header lines, as sent. */
  readonly head: string;
  readonly body: Buffer;
  /** The server said that it closes the connection after this response. */
  readonly closes: boolean;
}

export class MalformedResponse extends Error {}

interface Framing {
  readonly status: number;
  readonly head: string;
  readonly bodyStart: number;
  readonly bodyLength: number | "chunked";
}

const EMPTY = Buffer.alloc(0);
const HEAD_END = Buffer.from("\r\n\r\n");
const HEAD_BYTES_MAX = 64 * 1024;
const CONTENT_LENGTH = /\r\ncontent-length:[ \t]*(\d+)[ \t]*(?:\r\n|$)/i;
const CHUNKED = /\r\ntransfer-encoding:[^\r]*\bchunked\b/i;
const CLOSES = /\r\nconnection:[ \t]*close\b/i;

export class HttpResponseReader {
  #pending: Buffer = EMPTY;
  #framing: Framing | undefined;

  /** Returns the response that this chunk completes, or undefined while it is incomplete. */
  take(chunk: Buffer): HttpResponse | undefined {
    const received = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    const response = this.#complete(received);
    if (response === undefined) {
      // The caller reuses its buffer, so what waits for more bytes has to be a copy.
      this.#pending = received === chunk ? Buffer.from(chunk) : received;
      return undefined;
    }
    this.#pending = EMPTY;
    this.#framing = undefined;
    return response;
  }

  #complete(received: Buffer): HttpResponse | undefined {
    this.#framing ??= readHead(received);
    const framing = this.#framing;
    if (framing === undefined) return undefined;
    if (framing.status < 200) {
      this.#framing = undefined;
      return this.#complete(received.subarray(framing.bodyStart));
    }
    const { bodyStart, bodyLength } = framing;
    if (bodyLength === "chunked") {
      const chunked = readChunks(received, bodyStart);
      return chunked && finish(framing, chunked.body, received.length - chunked.end);
    }
    const end = bodyStart + bodyLength;
    if (received.length < end) return undefined;
    return finish(framing, received.subarray(bodyStart, end), received.length - end);
  }
}

function finish(framing: Framing, body: Buffer, bytesLeft: number): HttpResponse {
  if (bytesLeft !== 0) throw new MalformedResponse(`${bytesLeft} bytes after the only response asked for`);
  return { status: framing.status, head: framing.head, body, closes: CLOSES.test(framing.head) };
}

function readHead(received: Buffer): Framing | undefined {
  const end = received.indexOf(HEAD_END);
  if (end < 0) {
    if (received.length > HEAD_BYTES_MAX) throw new MalformedResponse("the response head does not end");
    return undefined;
  }
  const head = received.toString("latin1", 0, end);
  const status = Number(head.slice(9, 12));
  if (!head.startsWith("HTTP/1.1 ") || !(status >= 100 && status <= 599)) {
    throw new MalformedResponse(`not an HTTP/1.1 status line: ${head.slice(0, 40)}`);
  }
  const bodyStart = end + HEAD_END.length;
  if (status < 200 || status === 204 || status === 304) return { status, head, bodyStart, bodyLength: 0 };
  if (CHUNKED.test(head)) return { status, head, bodyStart, bodyLength: "chunked" };
  const length = CONTENT_LENGTH.exec(head)?.[1];
  if (length === undefined) throw new MalformedResponse("neither Content-Length nor chunked");
  return { status, head, bodyStart, bodyLength: Number(length) };
}

function readChunks(received: Buffer, start: number): { body: Buffer; end: number } | undefined {
  const parts: Buffer[] = [];
  let position = start;
  for (;;) {
    const lineEnd = received.indexOf("\r\n", position, "latin1");
    if (lineEnd < 0) return undefined;
    const size = Number.parseInt(received.toString("latin1", position, lineEnd), 16);
    if (!(size >= 0)) throw new MalformedResponse("a chunk without a size");
    const dataStart = lineEnd + 2;
    if (size === 0) {
      const end = trailerEnd(received, dataStart);
      return end === undefined ? undefined : { body: Buffer.concat(parts), end };
    }
    if (received.length < dataStart + size + 2) return undefined;
    parts.push(received.subarray(dataStart, dataStart + size));
    position = dataStart + size + 2;
  }
}

function trailerEnd(received: Buffer, start: number): number | undefined {
  if (received.length < start + 2) return undefined;
  if (received[start] === 13 && received[start + 1] === 10) return start + 2;
  const end = received.indexOf(HEAD_END, start);
  return end < 0 ? undefined : end + HEAD_END.length;
}

/** The value of a response header, by its lower-case name. */
export function headerValue(head: string, name: string): string | undefined {
  const lowered = head.toLowerCase();
  const at = lowered.indexOf(`\r\n${name}:`);
  if (at < 0) return undefined;
  const start = at + name.length + 3;
  const end = head.indexOf("\r\n", start);
  return head.slice(start, end < 0 ? undefined : end).trim();
}
