// What the fan-out client is asked and what it answers.

import type { LatencySummary, LoadJob, LoadResult, OpenLoop } from "./load-job.ts";

export interface FanOutJob {
  readonly feed_url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly sockets: number;
  /** The changes that travel over the feed: an open loop, sent by the same process so that one clock measures. */
  readonly changes: LoadJob & { readonly pace: OpenLoop };
  /** Name of the response header (lower case) that carries the commit's seq. */
  readonly seq_header: string;
  /** Others change the departure too: gaps are counted, times of delivery are not. */
  readonly others_change_it?: boolean;
  /** How long to wait, after the last answer, for every socket to have every change. */
  readonly settle_seconds: number;
}

export interface FanOutResult {
  readonly sockets: number;
  readonly opened: number;
  readonly open_seconds: number;
  /** Sockets that the server closed before the end, by close code. */
  readonly closed: Readonly<Record<string, number>>;
  readonly messages: number;
  readonly acks: number;
  /** Changes whose send time is known, times the sockets that should have them. */
  readonly deliveries_expected: number;
  readonly deliveries: number;
  /** Seqs skipped or never delivered, summed over all sockets. */
  readonly lost: number;
  readonly duplicated: number;
  /** Snapshots after the first, by which a server may catch up a socket that fell behind. */
  readonly later_snapshots: number;
  readonly unreadable: number;
  readonly delivery: LatencySummary;
  readonly changes: LoadResult;
  readonly refused?: string;
}
