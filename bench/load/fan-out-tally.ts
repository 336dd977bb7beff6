// Counts what each socket received: every seq exactly once and in order, or what is missing and what came twice.
// Pure bookkeeping, no sockets and no clock, so that a test can plant every fault.

import type { Histogram } from "hdr-histogram-js";
import { latencyHistogram, recordMilliseconds } from "./latency-histogram.ts";

export type FeedMessage =
  | { readonly type: "snapshot"; readonly seq: number }
  | { readonly type: "changes"; readonly from_seq: number; readonly to_seq: number };

interface SocketProgress {
  /** The next seq that this socket must receive; undefined before its first snapshot. */
  nextSeq: number | undefined;
  acknowledgedSeq: number;
}

const ACKNOWLEDGE_EVERY = 64;

export class FanOutTally {
  readonly delivery: Histogram = latencyHistogram();
  readonly #progress: SocketProgress[];
  readonly #sentAt = new Map<number, number>();
  /** Deliveries that overtook the answer which names their seq; measured at the end. */
  readonly #early: { seq: number; at: number }[] = [];
  #highestSentSeq = 0;
  messages = 0;
  deliveries = 0;
  lost = 0;
  duplicated = 0;
  laterSnapshots = 0;

  readonly #rangesOnly: boolean;

  constructor(sockets: number, rangesOnly = false) {
    this.#rangesOnly = rangesOnly;
    this.#progress = Array.from({ length: sockets }, () => ({ nextSeq: undefined, acknowledgedSeq: 0 }));
  }

  changeSent(seq: number, intendedAt: number): void {
    // Two commands of one commit may share a seq: the earlier one waited longer for the delivery.
    const known = this.#sentAt.get(seq);
    this.#sentAt.set(seq, known === undefined ? intendedAt : Math.min(known, intendedAt));
    this.#highestSentSeq = Math.max(this.#highestSentSeq, seq);
  }

  /** Returns the seq to acknowledge, when it is time to. */
  received(socket: number, message: FeedMessage, at: number): number | undefined {
    const progress = this.#progress[socket];
    if (progress === undefined) throw new Error(`there is no socket ${socket}`);
    this.messages += 1;
    if (message.type === "snapshot") {
      if (progress.nextSeq === undefined) progress.acknowledgedSeq = message.seq;
      else this.laterSnapshots += 1;
      progress.nextSeq = Math.max(message.seq + 1, progress.nextSeq ?? 0);
    } else {
      this.#changes(progress, message.from_seq, message.to_seq, at);
    }
    const coveredSeq = (progress.nextSeq ?? 1) - 1;
    if (coveredSeq - progress.acknowledgedSeq < ACKNOWLEDGE_EVERY) return undefined;
    progress.acknowledgedSeq = coveredSeq;
    return coveredSeq;
  }

  #changes(progress: SocketProgress, from: number, to: number, at: number): void {
    // Before any snapshot nothing tells where to start, so the first range does.
    const next = progress.nextSeq ?? from;
    if (from > next) this.lost += from - next;
    if (from < next) this.duplicated += Math.min(to, next - 1) - from + 1;
    if (!this.#rangesOnly) for (let seq = Math.max(from, next); seq <= to; seq += 1) this.#delivered(seq, at);
    progress.nextSeq = Math.max(next, to + 1);
  }

  #delivered(seq: number, at: number): void {
    const sentAt = this.#sentAt.get(seq);
    if (sentAt === undefined) this.#early.push({ seq, at });
    else this.#measure(at - sentAt);
  }

  #measure(milliseconds: number): void {
    this.deliveries += 1;
    recordMilliseconds(this.delivery, milliseconds);
  }

  /** True when every socket has every change that was sent. */
  complete(): boolean {
    return this.behind(this.#highestSentSeq) === 0;
  }

  /** How many sockets do not have every change up to `seq`. */
  behind(seq: number): number {
    return this.#progress.filter(({ nextSeq }) => nextSeq === undefined || nextSeq <= seq).length;
  }

  /** The last change that this socket has; undefined before its first frame. */
  coveredSeq(socket: number): number | undefined {
    const next = this.#progress[socket]?.nextSeq;
    return next === undefined ? undefined : next - 1;
  }

  /** At exit: early deliveries are measured and what never arrived is counted as lost. Call once, at the end. */
  finish(): { deliveriesExpected: number } {
    for (const { seq, at } of this.#early) {
      const sentAt = this.#sentAt.get(seq);
      if (sentAt !== undefined) this.#measure(at - sentAt);
    }
    for (const { nextSeq } of this.#progress) {
      if (nextSeq === undefined) this.lost += this.#sentAt.size;
      else this.lost += Math.max(0, this.#highestSentSeq + 1 - nextSeq);
    }
    return { deliveriesExpected: this.#rangesOnly ? 0 : this.#sentAt.size * this.#progress.length };
  }
}
