// The sockets of one object. A tick, never a frame a commit: a tick comes at most every 20 ms, sends to some sockets a
// turn of the event loop, so that commands come in between, and rests the longer the more commands there were, so that
// most of a busy object's thread is theirs, however many listen. A frame carries the changes
// from_seq..to_seq merged, and frames of one socket follow each other without a gap. Clients acknowledge; one
// that has 256 KiB unacknowledged gets nothing more until it does (the runtime shows no backlog), then what it
// missed in one frame, and is cut off with 1013 when it stays silent. After waking from hibernation nobody
// knows what was sent last, so every socket starts again with a snapshot.
import type { Actor } from "./envelope.ts";

export const FEED = {
  tick_ms: 20,
  /** Sockets that are sent to before others have their turn. */
  turn_sockets: 100,
  /** How many times as long as others worked during a fan-out there is none: the thread belongs to commands then. */
  rest_factor: 3,
  rest_max_ms: 500,
  /** A thread that answers within this after a fan-out has nothing waiting: it needs no rest. */
  idle_ms: 1,
  credit_bytes: 262_144,
  silent_ms: 30_000,
  message_bytes_max: 1_024,
  sockets_max: 10_000,
  revalidate_ms: 45_000,
  /** A client further behind than this gets a snapshot instead of the changes. */
  resume_changes_max: 5_000,
  /** Frames of one moment that are kept for others to share. */
  texts_max: 16,
} as const;

export const PING = '{"type":"ping"}';
export const PONG = '{"type":"pong"}';

/** Who listens: everyone sees counts; a channel sees its own holds too, an admin all. */
export type Listener = { readonly view: "public" | "channel" | "admin"; readonly actor: Actor };
type Attachment = Listener;

export type FeedPorts = {
  head(): number;
  /** The frame that covers from_seq..to_seq for this listener, or undefined when they are no longer kept. */
  changes(listener: Listener, from_seq: number, to_seq: number): object | undefined;
  snapshot(listener: Listener): object;
  clock(): number;
};

type Line = {
  readonly listener: Listener;
  readonly key: string;
  /** The last change the client has, or undefined when it needs a snapshot. */
  sent_seq: number | undefined;
  sent_bytes: number;
  acked_bytes: number;
  /** Cumulative bytes at the end of each unacknowledged frame. */
  frames: { to_seq: number; sent_bytes: number }[];
  stalled_at_ms: number | undefined;
};

/** The frames of one moment: where they end, and the text for each view and place that it starts from. */
type Frames = { readonly to_seq: number; readonly texts: Map<string, Written> };
type Written = { readonly text: string; readonly bytes: number };

/** One going round of all sockets, a turn at a time. */
type Round = {
  readonly lines: readonly (readonly [WebSocket, Line])[];
  readonly started_ms: number;
  readonly head: number;
  turns: number;
  fastest_turn_ms: number;
};

export class Feed {
  readonly #state: DurableObjectState;
  readonly #ports: FeedPorts;
  readonly #lines = new Map<WebSocket, Line>();
  #written: Frames | undefined;
  #timer = false;
  #rest_until_ms = 0;

  constructor(state: DurableObjectState, ports: FeedPorts) {
    this.#state = state;
    this.#ports = ports;
    state.setWebSocketAutoResponse(new WebSocketRequestResponsePair(PING, PONG));
    for (const socket of state.getWebSockets()) {
      // What accept() attached.
      this.#add(socket, socket.deserializeAttachment() as Attachment, undefined);
    }
    if (this.#lines.size > 0) this.tickSoon();
  }

  get size(): number {
    return this.#lines.size;
  }

  get full(): boolean {
    return this.#lines.size >= FEED.sockets_max;
  }

  accept(socket: WebSocket, listener: Listener, since: number | undefined): void {
    this.#state.acceptWebSocket(socket);
    socket.serializeAttachment(listener satisfies Attachment);
    const head = this.#ports.head();
    const resumable = since !== undefined && since <= head;
    this.#send(socket, this.#add(socket, listener, resumable ? since : undefined), this.#frames(head));
  }

  /** Something was committed: the sockets hear of it with the next tick. */
  tickSoon(): void {
    if (this.#timer || this.#lines.size === 0) return;
    this.#timer = true;
    setTimeout(() => this.#tick(), Math.max(FEED.tick_ms, this.#rest_until_ms - this.#ports.clock()));
  }

  message(socket: WebSocket, message: string | ArrayBuffer): void {
    const line = this.#lines.get(socket);
    if (!line) return;
    const seq =
      typeof message === "string" && message.length <= FEED.message_bytes_max ? acknowledged(message) : undefined;
    if (seq === "ping") {
      // The runtime answers only a ping that is written just as PING is.
      socket.send(PONG);
      return;
    }
    if (seq === undefined) {
      this.drop(socket, 1008, 'only {"type":"ack","seq":n} and {"type":"ping"} are understood');
      return;
    }
    while (line.frames[0] !== undefined && line.frames[0].to_seq <= seq) {
      line.acked_bytes = line.frames.shift()?.sent_bytes ?? line.acked_bytes;
    }
    if (line.stalled_at_ms !== undefined && this.#hasCredit(line)) {
      line.stalled_at_ms = undefined;
      this.#send(socket, line, this.#frames(this.#ports.head()));
    }
  }

  drop(socket: WebSocket, code: number, reason: string): void {
    this.#lines.delete(socket);
    try {
      socket.close(code, reason);
    } catch {
      // It is closed already, which is what was wanted.
    }
  }

  /** Cuts off the sockets of keys that may no longer read. */
  async revalidate(valid: (channel: string, key_ids: string[]) => Promise<Set<string>>): Promise<void> {
    const byChannel = new Map<string, Set<string>>();
    for (const { listener } of this.#lines.values()) {
      const keys = byChannel.get(listener.actor.channel) ?? new Set();
      byChannel.set(listener.actor.channel, keys.add(listener.actor.key_id));
    }
    for (const [channel, keys] of byChannel) {
      const good = await valid(channel, [...keys]);
      for (const [socket, { listener }] of this.#lines) {
        if (listener.actor.channel === channel && keys.has(listener.actor.key_id) && !good.has(listener.actor.key_id)) {
          this.drop(socket, 1008, "the key was revoked");
        }
      }
    }
  }

  #tick(): void {
    const [started_ms, head] = [this.#ports.clock(), this.#ports.head()];
    this.#turn({ lines: [...this.#lines], started_ms, head, turns: 0, fastest_turn_ms: Number.POSITIVE_INFINITY });
  }

  /** Each turn sends what is true now, so later sockets of a round hear of what was committed during it. */
  #turn(round: Round): void {
    const started_ms = this.#ports.clock();
    const frames = this.#frames(this.#ports.head());
    const from = round.turns * FEED.turn_sockets;
    for (const [socket, line] of round.lines.slice(from, from + FEED.turn_sockets)) {
      if (this.#lines.get(socket) !== line) continue;
      if (line.stalled_at_ms !== undefined && started_ms - line.stalled_at_ms > FEED.silent_ms) {
        this.drop(socket, 1013, "too far behind without an acknowledgement");
      } else {
        this.#send(socket, line, frames);
      }
    }
    // The clock stands still while an object works; the next turn of the event loop shows what this one took, with
    // what had queued up behind it.
    setTimeout(() => {
      round.turns += 1;
      round.fastest_turn_ms = Math.min(round.fastest_turn_ms, this.#ports.clock() - started_ms);
      if (round.turns * FEED.turn_sockets < round.lines.length) this.#turn(round);
      else this.#rest(round);
    }, 0);
  }

  /** At exit: the next tick is due if anything was committed during the round. */
  #rest({ started_ms, head, turns, fastest_turn_ms }: Round): void {
    const ended_ms = this.#ports.clock();
    const others_ms = Math.max(0, ended_ms - started_ms - turns * fastest_turn_ms);
    // Whatever waits has its turn before this comes back.
    setTimeout(() => {
      const idle = this.#ports.clock() - ended_ms <= FEED.idle_ms;
      const rest_ms = idle ? 0 : Math.min(FEED.rest_max_ms, FEED.rest_factor * others_ms);
      this.#rest_until_ms = ended_ms + rest_ms;
      this.#timer = false;
      if (this.#ports.head() !== head) this.tickSoon();
    }, 0);
  }

  /** Those written for others at the same change: thousands of sockets can come back between two commits. */
  #frames(to_seq: number): Frames {
    const known = this.#written;
    if (known?.to_seq === to_seq && known.texts.size < FEED.texts_max) return known;
    this.#written = { to_seq, texts: new Map() };
    return this.#written;
  }

  /** Sends what this socket has not had; listeners of one view at one place share one text. */
  #send(socket: WebSocket, line: Line, { to_seq, texts }: Frames): void {
    if (line.sent_seq === to_seq || line.stalled_at_ms !== undefined) return;
    if (!this.#hasCredit(line)) {
      line.stalled_at_ms = this.#ports.clock();
      return;
    }
    const shared = `${line.key} ${line.sent_seq ?? "new"}`;
    const frame = texts.get(shared) ?? written(this.#frame(line, to_seq));
    texts.set(shared, frame);
    try {
      socket.send(frame.text);
    } catch {
      this.drop(socket, 1011, "not reachable");
      return;
    }
    line.sent_seq = to_seq;
    line.sent_bytes += frame.bytes;
    line.frames.push({ to_seq, sent_bytes: line.sent_bytes });
  }

  #frame(line: Line, to_seq: number): object {
    const { sent_seq } = line;
    const near = sent_seq !== undefined && to_seq - sent_seq <= FEED.resume_changes_max;
    const changes = near ? this.#ports.changes(line.listener, sent_seq + 1, to_seq) : undefined;
    return changes ?? this.#ports.snapshot(line.listener);
  }

  #hasCredit(line: Line): boolean {
    return line.sent_bytes - line.acked_bytes <= FEED.credit_bytes;
  }

  #add(socket: WebSocket, listener: Listener, sent_seq: number | undefined): Line {
    const key = listener.view === "channel" ? `channel ${listener.actor.channel}` : listener.view;
    const line: Line = { listener, key, sent_seq, sent_bytes: 0, acked_bytes: 0, frames: [], stalled_at_ms: undefined };
    this.#lines.set(socket, line);
    return line;
  }
}

function written(frame: object): Written {
  const text = JSON.stringify(frame);
  return { text, bytes: new TextEncoder().encode(text).byteLength };
}

function acknowledged(message: string): number | "ping" | undefined {
  try {
    const parsed: unknown = JSON.parse(message);
    if (typeof parsed !== "object" || parsed === null || !("type" in parsed)) return undefined;
    if (parsed.type === "ping") return "ping";
    if (parsed.type !== "ack" || !("seq" in parsed)) return undefined;
    return typeof parsed.seq === "number" && Number.isSafeInteger(parsed.seq) && parsed.seq >= 0
      ? parsed.seq
      : undefined;
  } catch {
    return undefined;
  }
}
