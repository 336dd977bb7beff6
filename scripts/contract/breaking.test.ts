import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../contract/json-schema.ts";
import { bumped, bumpOf, type Change } from "./change.ts";
import { type Contract, compareContracts } from "./compare.ts";
import { CONTRACT, type Edit, edited, field, type Planted, plus, remove, schema, to } from "./planted.ts";
import { ADDITIONS } from "./planted-additions.ts";
import { ANSWER_BREAKS, REFUSAL_BREAKS } from "./planted-answer-breaks.ts";
import { OPERATION_BREAKS, REQUEST_BREAKS } from "./planted-request-breaks.ts";

function withApi({ at, edit }: Pick<Planted, "at" | "edit">): Contract {
  // An edit below the top of a document leaves an object.
  return { ...CONTRACT, openapi: edited(CONTRACT.openapi, at, edit) as JsonObject };
}

function withFeed(at: readonly string[], edit: Edit): Contract {
  return { ...CONTRACT, asyncapi: edited(CONTRACT.asyncapi, at, edit) as JsonObject };
}

function lines(changes: readonly Change[], ...kinds: readonly Change["kind"][]): readonly string[] {
  const told = changes.filter(({ kind }) => kinds.length === 0 || kinds.includes(kind));
  return told.map(({ where, what }) => `${where} ${what}`).sort();
}

describe("breaks clients when", () => {
  const breaks = [...OPERATION_BREAKS, ...REQUEST_BREAKS, ...ANSWER_BREAKS, ...REFUSAL_BREAKS];

  it.each(breaks)("$fact", ({ told, ...planted }) => {
    const changes = compareContracts(CONTRACT, withApi(planted));
    expect(lines(changes, "breaking")).toEqual(told);
    expect(bumpOf(changes)).toBe("major");
  });

  it("any one operation is removed", () => {
    for (const path of Object.keys(CONTRACT.openapi["paths"] as JsonObject)) {
      const changes = compareContracts(CONTRACT, withApi({ at: ["paths", path], edit: remove }));
      expect(bumpOf(changes), path).toBe("major");
    }
  });

  it("a component takes its own name along as something else", () => {
    const both = withApi({ at: schema("Money"), edit: to({ type: "number", minimum: 0 }) });
    expect(lines(compareContracts(CONTRACT, both), "breaking")).toEqual(["Money is number instead of object"]);
  });
});

describe("breaks nobody when", () => {
  it.each(ADDITIONS)("$fact", ({ told, ...planted }) => {
    const changes = compareContracts(CONTRACT, withApi(planted));
    expect(lines(changes, "breaking")).toEqual([]);
    expect(lines(changes)).toEqual(told);
  });

  it("nothing changes", () => {
    expect(compareContracts(CONTRACT, CONTRACT)).toEqual([]);
  });
});

describe("the feed", () => {
  const FRAMES = ["components", "schemas", "FeedFrame", "oneOf"];

  it.each<[string, readonly string[], Edit, string]>([
    ["a frame loses a field", [...FRAMES, "1", "properties", "from_seq"], remove, "FeedFrame `from_seq` is gone"],
    [
      "a frame of a new type comes",
      FRAMES,
      plus({ type: "object", properties: { type: { const: "closing" } } }),
      "FeedFrame `closing` is possible too, and clients do not expect it",
    ],
    [
      "what clients send is demanded otherwise",
      ["components", "schemas", "FeedMessage", "oneOf", "0", "properties", "type", "const"],
      to("done"),
      "FeedMessage `ack` is gone",
    ],
    ["it moves", ["channels", "departure", "address"], to("/feed/{departure_id}"), "feed departure moved"],
    [
      "resuming takes less",
      ["channels", "departure", "bindings", "ws", "query", "properties", "since", "minimum"],
      to(1),
      "feed departure: the query `since` minimum is 1 instead of 0",
    ],
    [
      "it no longer answers pings",
      ["operations", "listen", "messages", "1"],
      remove,
      "feed departure the message pong is gone",
    ],
  ])("breaks clients when %s", (_, at, edit, told) => {
    expect(lines(compareContracts(CONTRACT, withFeed(at, edit)), "breaking")).toEqual([told]);
  });

  it("may take another message", () => {
    const another = plus({ type: "object", properties: { type: { const: "pause" } } });
    const changes = compareContracts(CONTRACT, withFeed(["components", "schemas", "FeedMessage", "oneOf"], another));
    expect(changes.map(({ kind, what }) => [kind, what])).toEqual([["added", "`pause` is possible too"]]);
  });
});

describe("the report", () => {
  it("tells once what many operations share", () => {
    const changes = compareContracts(CONTRACT, withApi({ at: schema("Timestamp", "maxLength"), edit: to(80) }));
    expect(changes.map(({ kind, where }) => [kind, where])).toEqual([
      ["breaking", "Timestamp"],
      ["added", "Timestamp"],
    ]);
  });

  it("ends when a component contains itself, also under another name", () => {
    const nested = (name: string): Contract => {
      const self = { $ref: `#/components/schemas/${name}` };
      const inside = withApi({ at: field("Tour", "parent"), edit: to(self) });
      const at = schema(name);
      return {
        ...inside,
        openapi: edited(inside.openapi, at, to({ type: "object", properties: { parent: self } })) as JsonObject,
      };
    };
    expect(compareContracts(nested("Parent"), nested("Parent"))).toEqual([]);
    expect(compareContracts(nested("Parent"), nested("Region"))).toEqual([]);
  });

  it("refuses a document that refers to nothing, and one that refers to itself only", () => {
    const nowhere = withApi({ at: field("Tour", "name"), edit: to({ $ref: "#/components/schemas/Nothing" }) });
    expect(() => compareContracts(CONTRACT, nowhere)).toThrow("#/components/schemas/Nothing refers to nothing");
    const circle = withApi({ at: schema("Money"), edit: to({ $ref: "#/components/schemas/Money" }) });
    expect(() => compareContracts(CONTRACT, circle)).toThrow("#/components/schemas/Money refers to itself");
  });

  it("decides the next version", () => {
    expect(bumpOf([])).toBe("patch");
    expect([bumped("1.2.3", "patch"), bumped("1.2.3", "minor"), bumped("1.2.3", "major")]).toEqual([
      "1.2.4",
      "1.3.0",
      "2.0.0",
    ]);
    expect(() => bumped("1.2", "patch")).toThrow("1.2 is not a version such as 1.2.3");
  });
});
