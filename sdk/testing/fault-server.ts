// An HTTP server that answers as it is told, one answer a request, and remembers what it was asked.
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { problemExample } from "../../contract/problem-examples.ts";
import { type ProblemCode, problemKind } from "../../contract/problems.ts";

export type Answerer = (response: ServerResponse) => void;
export interface Asked {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Resolves when the other side has gone before it was answered. */
  readonly abandoned: Promise<void>;
}

export type FaultServer = Awaited<ReturnType<typeof faultServer>>;

/** At exit: it listens. What is asked after the last answer is answered like the last. */
export async function faultServer(...answers: readonly [Answerer, ...Answerer[]]) {
  const asked: Asked[] = [];
  const waiting: { readonly count: number; readonly reached: () => void }[] = [];
  const server = createServer(async (request, response) => {
    const abandoned = new Promise<void>((gone) => response.once("close", () => response.writableEnded || gone()));
    let body = "";
    for await (const piece of request.setEncoding("utf8")) body += piece;
    asked.push({ path: request.url ?? "", headers: request.headers, body, abandoned });
    for (const { count, reached } of waiting) if (asked.length >= count) reached();
    (answers[asked.length - 1] ?? answers.at(-1))?.(response);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    asked,
    /** Resolves when it has been asked so often. */
    askedTimes: (count: number): Promise<void> =>
      new Promise((reached) => (asked.length >= count ? reached() : waiting.push({ count, reached }))),
    stop: (): Promise<void> =>
      new Promise((stopped) => {
        server.close(() => stopped());
        server.closeAllConnections();
      }),
  };
}

export const drops: Answerer = (response) => response.destroy();
/** Holds the connection and says nothing. */
export const hangs: Answerer = () => {};

export function answers(body: unknown, headers: Readonly<Record<string, string>> = {}): Answerer {
  return (response) =>
    response
      .writeHead(200, { "content-type": "application/json", ...headers })
      .end(typeof body === "string" ? body : JSON.stringify(body));
}

export function refuses(code: ProblemCode, headers: Readonly<Record<string, string>> = {}): Answerer {
  return (response) =>
    response
      .writeHead(problemKind(code).status, { "content-type": "application/problem+json", ...headers })
      .end(JSON.stringify(problemExample(code)));
}

export function page(status: number, html: string, headers: Readonly<Record<string, string>> = {}): Answerer {
  return (response) => response.writeHead(status, { "content-type": "text/html", ...headers }).end(html);
}
