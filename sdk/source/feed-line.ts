// One connection of a feed: what came and was not taken yet, and whether it still lives. It asks for nothing by itself:
// acknowledging what was taken is what lets the server go on, so a consumer that stops reading stops the server.
import type { WebSocketLike } from "./client-options.ts";
import { ConnectionError, ProtocolError } from "./errors.ts";
import type { FeedFrame, ShowFrame } from "./generated/feed.ts";

/** The server goes on until 256 KiB are not acknowledged, and asks for one acknowledgement in 64 changes. */
const ACKNOWLEDGE = { changes: 64, bytes: 65_536 } as const;
/** Four times what the server sends without an acknowledgement. */
const WAITING_CHARACTERS_MAX = 1_048_576;
const FRAME_CHARACTERS_MAX = 67_108_864;

/** What numbers its changes the same way, whatever it tells of them. */
export type AnyFrame = FeedFrame | ShowFrame;

interface Arrived<Frame> {
  readonly frame: Frame;
  readonly characters: number;
}

export class FeedLine<Frame extends AnyFrame> {
  readonly #socket: WebSocketLike;
  readonly #silence_ms: number;
  #arrived: Arrived<Frame>[] = [];
  #arrived_characters = 0;
  #wanted:
    | { readonly resolve: (arrived: Arrived<Frame>) => void; readonly reject: (reason: unknown) => void }
    | undefined;
  #ended: Error | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pinged = false;
  #unacknowledged = { changes: 0, bytes: 0 };
  /** Whether a ping was answered: the line was good, however long it was silent. */
  ponged = false;

  /** At exit: the socket is open. */
  static opened<Frame extends AnyFrame>(socket: WebSocketLike, silence_ms: number): Promise<FeedLine<Frame>> {
    return new Promise((resolve, reject) => {
      const line = new FeedLine<Frame>(socket, silence_ms);
      let cause: unknown;
      socket.addEventListener("open", () => {
        line.#listen();
        resolve(line);
      });
      socket.addEventListener("message", ({ data }) => line.#message(data));
      socket.addEventListener("error", ({ error }) => {
        cause = error;
      });
      socket.addEventListener("close", ({ code, reason }) => {
        const why = reason ? `${code}: ${reason}` : String(code);
        const closed = new ConnectionError(`the feed was closed (${why})`, undefined, cause);
        line.#end(closed);
        reject(closed);
      });
    });
  }

  private constructor(socket: WebSocketLike, silence_ms: number) {
    this.#socket = socket;
    this.#silence_ms = silence_ms;
  }

  /** The next frame; rejects when there is none left and the line is over. One call at a time. */
  next(): Promise<Arrived<Frame>> {
    const arrived = this.#arrived.shift();
    if (arrived !== undefined) {
      this.#arrived_characters -= arrived.characters;
      return Promise.resolve(arrived);
    }
    if (this.#ended !== undefined) return Promise.reject(this.#ended);
    return new Promise((resolve, reject) => {
      this.#wanted = { resolve, reject };
    });
  }

  /** The consumer is done with it. */
  took({ frame, characters }: Arrived<Frame>): void {
    const counts = this.#unacknowledged;
    counts.bytes += characters;
    counts.changes += frame.type === "changes" ? frame.to_seq - frame.from_seq + 1 : 0;
    if (this.#ended !== undefined || (counts.bytes < ACKNOWLEDGE.bytes && counts.changes < ACKNOWLEDGE.changes)) return;
    this.#unacknowledged = { changes: 0, bytes: 0 };
    this.#socket.send(JSON.stringify({ type: "ack", seq: frame.type === "snapshot" ? frame.seq : frame.to_seq }));
  }

  close(reason: Error): void {
    this.#end(reason);
    try {
      this.#socket.close(1000);
    } catch {
      // It is not open any more, which is what was wanted.
    }
  }

  #message(data: unknown): void {
    this.#pinged = false;
    this.#listen();
    const message = typeof data === "string" && data.length <= FRAME_CHARACTERS_MAX ? frameIn(data) : undefined;
    if (typeof data !== "string" || message === undefined) {
      this.close(new ProtocolError("the feed sent what is neither a snapshot, nor changes, nor a pong"));
      return;
    }
    if (message.type === "pong") {
      this.ponged = true;
      return;
    }
    // What is sent at a place is the frames of that place: whoever opened the line said which.
    const frame = message as Frame;
    if (this.#wanted !== undefined) {
      const { resolve } = this.#wanted;
      this.#wanted = undefined;
      resolve({ frame, characters: data.length });
    } else if (this.#arrived.length > 0 && this.#arrived_characters + data.length > WAITING_CHARACTERS_MAX) {
      // What is dropped here comes again on the next line, which resumes after the last frame that was taken.
      this.close(new ConnectionError("the feed sent more than was acknowledged"));
    } else if (this.#ended === undefined) {
      this.#arrived.push({ frame, characters: data.length });
      this.#arrived_characters += data.length;
    }
  }

  /** Waits for a message; when none comes, for the answer to a ping; when that does not come, no longer. */
  #listen(): void {
    clearTimeout(this.#timer);
    if (this.#ended !== undefined) return;
    this.#timer = setTimeout(() => {
      if (this.#pinged) {
        this.close(new ConnectionError(`the feed did not answer a ping within ${this.#silence_ms} ms`));
        return;
      }
      this.#pinged = true;
      this.#socket.send('{"type":"ping"}');
      this.#listen();
    }, this.#silence_ms);
  }

  #end(reason: Error): void {
    clearTimeout(this.#timer);
    this.#ended ??= reason;
    this.#wanted?.reject(this.#ended);
    this.#wanted = undefined;
  }
}

/** The numbers are looked at; the rest of a frame is the server's word. */
function frameIn(text: string): AnyFrame | { readonly type: "pong" } | undefined {
  let message: Readonly<Record<string, unknown>> | null;
  try {
    message = JSON.parse(text) as typeof message;
  } catch {
    return undefined;
  }
  switch (message?.["type"]) {
    case "pong":
      return { type: "pong" };
    case "snapshot":
      return isSeq(message["seq"]) ? (message as unknown as AnyFrame) : undefined;
    case "changes":
      return isSeq(message["from_seq"]) && isSeq(message["to_seq"]) ? (message as unknown as AnyFrame) : undefined;
    default:
      return undefined;
  }
}

function isSeq(value: unknown): boolean {
  return Number.isSafeInteger(value);
}
