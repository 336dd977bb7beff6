// The API over HTTP, telling apart what was answered and what was not.

export type Json = Readonly<Record<string, unknown>>;
export type Answered = { readonly status: number; readonly body: Json; readonly replayed: boolean };

export class Api {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** Undefined when no whole answer came: the request may or may not have had its effect. */
  async send(operation: string, input: Json, key: string): Promise<Answered | undefined> {
    try {
      const response = await fetch(`${this.#url}/v1/${operation}`, {
        method: "POST",
        headers: {
          authorization: "Bearer admin-local-dev-key",
          "content-type": "application/json",
          "idempotency-key": key,
        },
        body: JSON.stringify(input),
        signal: AbortSignal.timeout(10_000),
      });
      // Every answer of the API is a JSON object.
      const body = (await response.json()) as Json;
      return { status: response.status, body, replayed: response.headers.get("idempotency-replayed") === "true" };
    } catch {
      return undefined;
    }
  }

  async must(operation: string, input: Json): Promise<Json> {
    const answered = await this.send(operation, input, crypto.randomUUID());
    if (answered?.status !== 200) throw new Error(`${operation} answered ${JSON.stringify(answered)}`);
    return answered.body;
  }
}
