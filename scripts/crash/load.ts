// Clients that hold, confirm, cancel and release until the server is gone.
import type { Api } from "./api.ts";
import type { Book } from "./book.ts";

const CLIENTS = 24;

/** At exit: every client has had a request without an answer. Throws when an answer came that must not. */
export async function load(api: Api, book: Book): Promise<void> {
  const problems: string[] = [];
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      for (;;) {
        const request = book.nextRequest();
        const answered = await api.send(request.operation, request.input, request.key);
        if (answered === undefined) {
          book.lost(request);
          return;
        }
        const problem = book.record(request, answered);
        if (problem !== undefined) problems.push(problem);
      }
    }),
  );
  if (problems.length > 0) throw new Error(problems.slice(0, 20).join("\n  "));
}
