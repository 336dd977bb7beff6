// Lets a few holds be over while the server is down, as if it had been down for long. Expiry is by the clock, so a hold
// whose end lies in the past is over, whatever alarm did or did not ring.
import { childNumber } from "../../domain/identifier.ts";
import type { Book, Item } from "./book.ts";
import { eachDepartureFile } from "./object-files.ts";

const HOLDS_A_ROUND = 5;

/** The holds that are now over. */
export function backdateHolds(state: string, book: Book): Item[] {
  const idle = book.items.filter((item) => item.state === "held" && !item.busy);
  const over = Array.from({ length: HOLDS_A_ROUND }, () => idle.splice(book.random(idle.length), 1)[0]).filter(
    (item) => item !== undefined,
  );
  eachDepartureFile(state, (departure_id, database) => {
    const update = database.prepare("UPDATE holds SET expires_at_ms = ? WHERE customer_ref = ? AND status = 'ACTIVE'");
    const find = database.prepare("SELECT customer_ref FROM holds WHERE no = ?");
    for (const item of over.filter((one) => one.departure_id === departure_id)) {
      const row = find.get(holdNumber(item.hold_id));
      if (!row) throw new Error(`the acknowledged hold ${item.hold_id} is not in its object's file`);
      update.run(Date.now() - 1, String(row["customer_ref"]));
      item.state = "expired";
      book.counts.expired += 1;
    }
  });
  return over;
}

function holdNumber(hold_id: string): number {
  const child = childNumber("hold", hold_id);
  if (!child) throw new Error(`${hold_id} is not the id of a hold`);
  return child.no;
}
