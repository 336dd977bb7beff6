// The steps of a smoke run: the typical local flow of the document that asked for seating schemes (R5), and then a show.
import { HALL_SVG } from "./hall.ts";
import { type Json, listOf, Session, type Target, textOf, within } from "./session.ts";

/** In the order in which they run; docs/smoke-regression.md is made of these. */
export const SMOKE_STEPS = [
  { title: "0. Upload a drawing", run: upload },
  { title: "1. Read the current version", run: readCurrent },
  { title: "2. Ensure a draft", run: ensureDraft },
  { title: "3. Read the draft's state", run: readDraft },
  { title: "4. Edit the structure", run: editStructure },
  { title: "5. Price it, and inspect the prices", run: price },
  { title: "6. Create the pricing snapshot", run: snapshot },
  { title: "7. Inspect readiness", run: readiness },
  { title: "8. Publish", run: publish },
  { title: "9. Sell it", run: sell },
] as const;

/** What the steps hand on. */
type Run = {
  readonly session: Session;
  scheme_id: string;
  version_id: string;
  seat_id: string;
  category_id: string;
};

export async function runSmoke(target: Target, print: (line: string) => void): Promise<{ readonly failed: number }> {
  const session = new Session(target, print);
  const run: Run = { session, scheme_id: "", version_id: "", seat_id: "", category_id: "" };
  for (const step of SMOKE_STEPS) {
    session.step(step.title);
    await step.run(run);
  }
  const { requests, failed } = session;
  print(`\n${SMOKE_STEPS.length} steps, ${requests} requests, ${failed} failed`);
  return { failed };
}

const API = "/api/v1";

function base({ scheme_id }: Run): string {
  return `${API}/schemes/${scheme_id}`;
}

function guard({ version_id }: Run): { readonly query: Readonly<Record<string, string>> } {
  return { query: { expected_scheme_version_id: version_id } };
}

async function upload(run: Run): Promise<void> {
  const { session } = run;
  for (const path of ["/healthz", `${API}/ping`, `${API}/db/ping`, `${API}/manifest`]) await session.ask("GET", path);
  const form = new FormData();
  form.set("file", new File([HALL_SVG], "smoke hall.svg", { type: "image/svg+xml" }));
  form.set("name", "Smoke hall");
  const { body } = await session.ask("POST", `${API}/schemes/upload`, { body: form, expect: 201 });
  const uploaded = within(body, "upload");
  run.scheme_id = textOf(within(body, "scheme"), "scheme_id");
  run.version_id = textOf(within(body, "version"), "scheme_version_id");
  session.check("36 seats in 2 sectors were found", uploaded["seats_total"] === 36 && uploaded["sectors_total"] === 2);
  const left_out = new Set(listOf(within(uploaded, "report"), "removed").map(({ name }) => name));
  session.check("the script and the handler were left out", left_out.has("script") && left_out.has("onclick"));
  await session.ask("GET", `${API}/uploads`);
  await session.ask("GET", `${API}/uploads/${textOf(uploaded, "upload_id")}`);
  await session.ask("GET", `${API}/uploads/${textOf(uploaded, "upload_id")}/normalized`);
  const refused = new FormData();
  refused.set("file", new File(["no drawing"], "wrong.svg", { type: "image/svg+xml" }));
  await session.ask("POST", `${API}/schemes/upload`, { body: refused, expect: 422, code: "DRAWING_REFUSED" });
}

async function readCurrent(run: Run): Promise<void> {
  const { session } = run;
  await session.ask("GET", `${API}/schemes`);
  await session.ask("GET", base(run));
  const { body } = await session.ask("GET", `${base(run)}/current`);
  session.check("the draft of the upload is current", textOf(body, "scheme_version_id") === run.version_id);
  for (const part of ["versions", "current/sectors", "current/groups", "current/svg/display/meta"]) {
    await session.ask("GET", `${base(run)}/${part}`);
  }
  const seats = await session.ask("GET", `${base(run)}/current/seats`);
  run.seat_id = textOf(listOf(seats.body, "items")[0] ?? {}, "seat_id");
  const display = await session.ask("GET", `${base(run)}/current/svg/display`);
  session.check("the drawing has no script", display.text.includes("<svg") && !display.text.includes("alert"));
  const etag = display.headers.get("etag") ?? "";
  await session.ask("GET", `${base(run)}/current/svg/display`, { headers: { "if-none-match": etag }, expect: 304 });
  await session.ask("GET", `${base(run)}/current/svg`);
}

async function ensureDraft(run: Run): Promise<void> {
  const { session } = run;
  const context = await session.ask("GET", `${base(run)}/editor/context`);
  session.check("an editor can use the draft", context.body["recommended_action"] === "use_current_draft");
  const { body } = await session.ask("POST", `${base(run)}/draft/ensure`);
  session.check("nothing had to be created", body["created"] === false);
  run.version_id = textOf(body, "scheme_version_id");
  const other = { query: { expected_current_scheme_version_id: "ver_of_somebody_else" } };
  await session.ask("POST", `${base(run)}/draft/ensure`, { ...other, expect: 409, code: "stale_current_version" });
}

async function readDraft(run: Run): Promise<void> {
  const { session } = run;
  for (const part of ["summary", "structure", "validation", "compare-preview", "publish-readiness"]) {
    await session.ask("GET", `${base(run)}/draft/${part}`, guard(run));
  }
  const stale = { query: { expected_scheme_version_id: "ver_of_somebody_else" } };
  await session.ask("GET", `${base(run)}/draft/summary`, { ...stale, expect: 409, code: "stale_draft_version" });
}

async function editStructure(run: Run): Promise<void> {
  const { session } = run;
  const draft = `${base(run)}/draft`;
  const made = await session.ask("POST", `${draft}/sectors`, {
    ...guard(run),
    body: { sector_id: "boxes", name: "Boxes" },
    expect: 201,
  });
  const sector = textOf(within(made.body, "sector"), "sector_record_id");
  const twice = { body: { sector_id: "boxes", name: "Again" }, expect: 409, code: "duplicate_sector_id" };
  await session.ask("POST", `${draft}/sectors`, { ...guard(run), ...twice });
  await session.ask("GET", `${draft}/sectors/records/${sector}`, guard(run));
  await session.ask("PATCH", `${draft}/sectors/records/${sector}`, { ...guard(run), body: { name: "Side boxes" } });
  const box = { group_id: "box-1", name: "Box 1", sector_id: "boxes" };
  const group_made = await session.ask("POST", `${draft}/groups`, { ...guard(run), body: box, expect: 201 });
  const group = textOf(within(group_made.body, "group"), "group_record_id");
  await session.ask("GET", `${draft}/groups/records/${group}`, guard(run));
  await session.ask("PATCH", `${draft}/groups/records/${group}`, { ...guard(run), body: { name: "Box one" } });

  const seats = await session.ask("GET", `${draft}/structure`, guard(run));
  const record = textOf(listOf(seats.body, "seats")[0] ?? {}, "seat_record_id");
  await session.ask("GET", `${draft}/seats/records/${record}`, guard(run));
  await session.ask("PATCH", `${draft}/seats/records/${record}`, { ...guard(run), body: { accessible: true } });
  const items = [{ seat_id: run.seat_id, changes: { seat_number: "1a" } }];
  await session.ask("POST", `${draft}/seats/bulk`, { ...guard(run), body: { items } });

  const move = { filter: { seat_ids: [run.seat_id] }, target: { sector_id: "boxes", group_id: "box-1" } };
  await session.ask("POST", `${draft}/remap/preview`, { ...guard(run), body: move });
  const all = { body: { target: move.target }, expect: 400, code: "remap_filter_required" };
  await session.ask("POST", `${draft}/remap/apply`, { ...guard(run), ...all });
  await session.ask("POST", `${draft}/remap/apply`, { ...guard(run), body: move });
  await session.ask("DELETE", `${draft}/groups/records/${group}`, guard(run));
  await session.ask("DELETE", `${draft}/sectors/records/${sector}`, guard(run));
  const wrong = await session.ask("GET", `${draft}/validation`, guard(run));
  session.check("references that lead nowhere are reported", wrong.body["errors"] !== 0);
  await session.ask("POST", `${draft}/repair-references`, guard(run));
  const back = { filter: { seat_ids: [run.seat_id] }, target: { sector_id: "stalls" } };
  await session.ask("POST", `${draft}/remap/apply`, { ...guard(run), body: back });
  const { body } = await session.ask("GET", `${draft}/validation`, guard(run));
  session.check("nothing is wrong any more", body["errors"] === 0);
  await session.ask("PATCH", draft, { ...guard(run), body: { focal: { x: 120, y: 0 } } });
}

async function price(run: Run): Promise<void> {
  const { session } = run;
  const pricing = `${base(run)}/pricing`;
  const wrong = { body: { name: "Wrong", color: "#000000", amount: -1 }, expect: 400, code: "invalid_amount" };
  await session.ask("POST", `${pricing}/categories`, { ...guard(run), ...wrong });
  const category = { name: "Standard", color: "#10b981", amount: 2_000 };
  const made = await session.ask("POST", `${pricing}/categories`, { ...guard(run), body: category, expect: 201 });
  run.category_id = textOf(within(made.body, "category"), "pricing_category_id");
  const changed = { ...category, amount: 2_500 };
  await session.ask("PUT", `${pricing}/categories/${run.category_id}`, { ...guard(run), body: changed });
  const spare = { name: "Spare", color: "#888888" };
  const unused = await session.ask("POST", `${pricing}/categories`, { ...guard(run), body: spare, expect: 201 });
  const unused_id = textOf(within(unused.body, "category"), "pricing_category_id");
  await session.ask("DELETE", `${pricing}/categories/${unused_id}`, guard(run));

  const rule = (body: Json) =>
    session.ask("POST", `${pricing}/rules`, {
      ...guard(run),
      body: { pricing_category_id: run.category_id, ...body },
      expect: 201,
    });
  await rule({ target_type: "sector", target_id: "stalls" });
  const before = await session.ask("GET", `${pricing}/coverage`, guard(run));
  session.check("the balcony has no price yet", before.body["unpriced_seats"] === 6);
  await session.ask("GET", `${pricing}/unpriced-seats`, guard(run));
  await rule({ target_type: "default", amount: 1_500 });
  const own = await rule({ target_type: "seat", target_id: run.seat_id, amount: 9_000 });
  const own_id = textOf(within(own.body, "rule"), "price_rule_id");
  await session.ask("PUT", `${pricing}/rules/${own_id}`, { ...guard(run), body: { amount: 9_900 } });
  const why = await session.ask("GET", `${pricing}/explain/${run.seat_id}`, guard(run));
  session.check("the seat's own rule prices it", within(why.body, "price")["amount"] === 9_900);
  await session.ask("GET", `${pricing}/rules/diagnostics`, guard(run));
  await session.ask("GET", pricing, guard(run));
  await session.ask("GET", `${base(run)}/current/seats/${run.seat_id}/price`);
  await session.ask("GET", `${base(run)}/test/seats/${run.seat_id}`);
  await session.ask("DELETE", `${pricing}/rules/${own_id}`, guard(run));
}

async function snapshot(run: Run): Promise<void> {
  const { session } = run;
  const early = { expect: 409, code: "publish_not_ready" };
  await session.ask("POST", `${base(run)}/publish`, { ...guard(run), ...early });
  const made = await session.ask("POST", `${base(run)}/draft/pricing/snapshot`, { ...guard(run), expect: 201 });
  session.check("it is of the draft as it is", within(made.body, "snapshot")["is_current"] === true);
}

async function readiness(run: Run): Promise<void> {
  const { session } = run;
  const { body } = await session.ask("GET", `${base(run)}/draft/publish-readiness`, guard(run));
  session.check("the draft can be published", body["ready"] === true);
  await session.ask("GET", `${base(run)}/draft/publish-preview`, guard(run));
  await session.ask("GET", `${base(run)}/publish/validation`, guard(run));
}

async function publish(run: Run): Promise<void> {
  const { session } = run;
  const { body } = await session.ask("POST", `${base(run)}/publish`, guard(run));
  session.check("the version is published", body["status"] === "published");
  const late = { body: { sector_id: "late", name: "Late" }, expect: 409, code: "draft_not_editable" };
  await session.ask("POST", `${base(run)}/draft/sectors`, { ...guard(run), ...late });
  await session.ask("GET", `${base(run)}/audit`);
  const admin = `${API}/admin/schemes/${run.scheme_id}/current`;
  await session.ask("GET", `${admin}/artifacts`);
  await session.ask("GET", `${admin}/validation`);
  await session.ask("POST", `${admin}/display/regenerate`);
  await session.ask("POST", `${API}/admin/display/backfill`, { body: { dry_run: true } });
  await session.ask("GET", `${API}/admin/artifacts/publish-preview/audit`);
  await session.ask("POST", `${API}/admin/artifacts/publish-preview/cleanup`, { body: { dry_run: true } });
}

async function sell(run: Run): Promise<void> {
  const { session, scheme_id } = run;
  const venue = await session.ask("POST", "/v1/venue/create", { body: { name: "Smoke hall", scheme_id } });
  const venue_id = textOf(venue.body, "id");
  const starts_at = new Date(Date.now() + 30 * 86_400_000).toISOString();
  const show = await session.ask("POST", "/v1/show/create", { body: { venue_id, name: "Smoke", starts_at } });
  session.check("36 seats are on sale", show.body["seats_available"] === 36);
  session.check("of the published version", show.body["scheme_version_id"] === run.version_id);
  const next = await session.ask("POST", `${base(run)}/draft/ensure`);
  session.check("an editor can go on with a new draft", next.body["created"] === true);
  run.version_id = textOf(next.body, "scheme_version_id");
  const { body } = await session.ask("GET", `${base(run)}/draft/compare-preview`, guard(run));
  const counts = JSON.stringify(within(body, "counts"));
  session.check("which differs in nothing", /^[^1-9]*$/.test(counts));
  await session.ask("POST", `${base(run)}/rollback`);
  await session.ask("POST", `${base(run)}/versions`, { expect: 201 });
  await session.ask("POST", `${base(run)}/unpublish`);
  const again = { body: { venue_id, name: "Late", starts_at }, expect: 409, code: "version_not_published" };
  await session.ask("POST", "/v1/show/create", again);
}
