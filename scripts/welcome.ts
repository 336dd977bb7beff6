// The first commands to try, shown when the server is ready. They work as they are pasted.

/** `departure_id` is one with places left, or undefined when nothing was seeded. */
export function welcome(url: string, departure_id: string | undefined): string[] {
  const headers = "-H 'Authorization: Bearer admin-local-dev-key' -H 'Content-Type: application/json'";
  const search = `curl -s ${url}/v1/departure/search ${headers} -d '{"available_min":2,"limit":3}'`;
  if (departure_id === undefined) return [`curl -s ${url}/healthz`, search, `curl -s ${url}/metrics ${headers}`];
  const hold = `{"departure_id":"${departure_id}","seats":1,"customer_ref":"guest-'$RANDOM'"}`;
  return [
    search,
    `curl -s ${url}/v1/booking/hold ${headers} -H "Idempotency-Key: try-$RANDOM" -d '${hold}'`,
    `curl -s ${url}/v1/departure/get ${headers} -d '{"departure_id":"${departure_id}"}'`,
  ];
}
