// Made from contract/*.ts: npm run generate

/** The facts of RFC 9457 and ours that every problem has. */
export interface ProblemOf<Code extends string, Status extends number> {
  code: Code;
  status: Status;
  /** Where the code is explained, relative to this API; at most 200 characters */
  type: string;
  /** at most 200 characters */
  title: string;
  /** For people: what was wrong with this request; at most 8000 characters */
  detail: string;
  /** The operation; at most 200 characters */
  instance: string;
  /** Whether the same request may succeed later */
  retryable: boolean;
  /** at most 32 characters */
  trace_id: string;
  request_id: string;
  /** Of several things asked for at once, the one that was refused; 0 to 99 */
  item?: number | undefined;
}
