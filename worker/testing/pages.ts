// Turns the pages of a list to its end.
import { must, type Output } from "./api.ts";

type Listing =
  | "tour/list"
  | "departure/search"
  | "booking/list"
  | "hold/list"
  | "waitlist/list"
  | "inventory/history"
  | "venue/list"
  | "key/list";
type Item<Name extends Listing> = Output<Name>["items"][number];

const PAGES_MAX = 1_000;

export async function allPages<Name extends Listing>(name: Name, question: object): Promise<Item<Name>[][]> {
  const pages: Item<Name>[][] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page: Output<Listing> = await must<Listing>(name, cursor === undefined ? question : { ...question, cursor });
    pages.push(page.items);
    if (pages.length > PAGES_MAX) throw new Error(`${name} does not come to an end`);
    cursor = page.next_cursor;
  }
  return pages;
}
