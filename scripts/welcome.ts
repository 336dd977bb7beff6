// The first commands to try, shown when the server is ready. They work as they are pasted, from the first to the last.
import type { Seeded } from "./seed.ts";

const TOKEN = "-H 'Authorization: Bearer admin-local-dev-key'";
const HEADERS = `${TOKEN} -H 'Content-Type: application/json'`;

/** Without `seeded`, of a server that may have nothing on sale. */
export function welcome(url: string, seeded: Seeded | undefined): string[] {
  const call = (operation: string, body: string) => `curl -s ${url}/v1/${operation} ${HEADERS} -d ${body}`;
  const keyed = (operation: string, body: string) =>
    `curl -s ${url}/v1/${operation} ${HEADERS} -H "Idempotency-Key: try-$RANDOM$RANDOM" -d ${body}`;
  const search = call("departure/search", `'{"available_min":2,"limit":3}'`);
  const { departure_id, show } = seeded ?? {};
  const tours =
    departure_id === undefined
      ? []
      : [
          keyed("booking/hold", `'{"departure_id":"${departure_id}","seats":1,"customer_ref":"guest-'$RANDOM'"}'`),
          call("departure/get", `'{"departure_id":"${departure_id}"}'`),
        ];
  if (!show) return [`curl -s ${url}/healthz`, search, ...tours, `curl -s ${url}/metrics ${TOKEN}`];
  const wanted = `'{"show_id":"${show.id}","quantity":2,"customer_ref":"guest-'$RANDOM'"}'`;
  return [
    search,
    ...tours,
    "",
    call("show/list", `'{"available_min":2,"limit":4}'`),
    call("show/availability", `'{"show_id":"${show.id}"}'`),
    `RESERVATION=$(${keyed("reservation/create", wanted)} | grep -o 'hold_[0-9a-z]*' | head -n 1)`,
    keyed("booking/create", `'{"reservation_id":"'$RESERVATION'"}'`),
    "",
    call("scheme/list", `'{"limit":3}'`),
    `curl -s ${url}/api/v1/schemes/${seeded?.scheme_id}/current/svg/display ${TOKEN} | head -c 400`,
    `# every change of that show, to a WebSocket: ${showFeed(url, show)}`,
  ];
}

function showFeed(url: string, { id, venue_id }: { readonly id: string; readonly venue_id: string }): string {
  return `${url.replace(/^http/, "ws")}/ws/venues/${venue_id}/shows/${id}`;
}
