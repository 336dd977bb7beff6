// Pages from whatever can list one row more than a page holds.
import type { Call, Reply } from "./call.ts";
import { type Position, readCursor, writeCursor } from "./catalogue/cursor.ts";
import { invalid } from "./problem.ts";

type Paged = Readonly<Record<string, unknown>> & { readonly cursor?: string | undefined; readonly limit: number };
export type Page<Item> = { items: Item[]; next_cursor: string | null };

/** Whose page it is: a cursor belongs to its operation and to the input without the page's own fields. */
type Asked = { readonly call: Call; readonly input: Paged };

export async function paged<Row, Item>(
  asked: Asked,
  list: (after: Position | undefined, limit: number) => Promise<Row[]>,
  position: (row: Row) => Position,
  encode: (row: Row) => Item,
): Promise<Reply<Page<Item>>> {
  const place = placeOf(asked);
  return place.ok
    ? { ok: true, body: pageOf(asked, await list(place.after, asked.input.limit + 1), position, encode) }
    : place;
}

type Numbered = { readonly no: number; readonly id: string };

type Encoded<Item> = { readonly rows: readonly Numbered[]; readonly items: readonly Item[] };
type Encode = <Row extends Numbered, Item>(rows: readonly Row[], encode: (row: Row) => Item) => Encoded<Item>;

/** A page of what an object lists by number; `ask` asks it for one, and says with `encode` how its rows are shown. */
export async function queryPage<Item>(
  asked: Asked,
  ask: (page: { after_no: number; limit: number }, encode: Encode) => Promise<Reply<Encoded<Item>>>,
): Promise<Reply<Page<Item>>> {
  const place = placeOf(asked);
  if (!place.ok) return place;
  const page = { after_no: place.after?.[0] ?? 0, limit: asked.input.limit + 1 };
  const reply = await ask(page, (rows, encode) => ({ rows, items: rows.map(encode) }));
  if (!reply.ok) return reply;
  const { rows, items } = reply.body;
  const body = pageOf(
    asked,
    rows.map(({ no, id }, index) => ({ no, id, index })),
    ({ no, id }) => [no, id],
    // One item a row.
    ({ index }) => items[index] as Item,
  );
  return { ...reply, body };
}

function question({ call, input }: Asked): Readonly<Record<string, unknown>> {
  return { ...input, operation: call.name };
}

/** Where the page begins that a cursor asks for, undefined at the start; or that the cursor is of another question. */
export function placeOf(asked: Asked) {
  const { input } = asked;
  const after = input.cursor === undefined ? undefined : readCursor(question(asked), input.cursor);
  if (input.cursor === undefined || after !== undefined) return { ok: true, after } as const;
  return { ok: false, failure: invalid([{ path: "/cursor", message: "is not a cursor of this question" }]) } as const;
}

/** For the page that begins behind that place. */
export function cursorAt(asked: Asked, position: Position): string {
  return writeCursor(question(asked), position);
}

function pageOf<Row, Item>(
  asked: Asked,
  rows: readonly Row[],
  position: (row: Row) => Position,
  encode: (row: Row) => Item,
): Page<Item> {
  const { input } = asked;
  const shown = rows.slice(0, input.limit);
  const last = shown.at(-1);
  const next_cursor = rows.length > input.limit && last !== undefined ? cursorAt(asked, position(last)) : null;
  return { items: shown.map(encode), next_cursor };
}
