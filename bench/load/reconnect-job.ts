// What the client of a reconnect storm is asked and what it answers.

export interface ReconnectJob {
  readonly feed_url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly sockets: number;
  /** Come back with the last change that each has, to be told those after it; or with nothing, to be told all. */
  readonly with_since: boolean;
  /** A question whose answer names the last change, `seq`. */
  readonly head: { readonly url: string; readonly body: string };
  /** How long all listen before the storm, and after it. */
  readonly calm_seconds: number;
  /** How long to wait for every socket to be current. */
  readonly within_seconds: number;
}

export interface ReconnectResult {
  readonly reconnected: true;
  /** Milliseconds of the epoch: when all were dropped, and when all were current again. */
  readonly dropped_at_ms: number;
  readonly current_at_ms: number;
  readonly reopened_seconds: number;
  readonly current_seconds: number;
  readonly opened: number;
  /** Sockets without every change, when time was up or at the end. */
  readonly behind: number;
  readonly closed: Readonly<Record<string, number>>;
  readonly lost: number;
  readonly duplicated: number;
  readonly later_snapshots: number;
  readonly unreadable: number;
}
