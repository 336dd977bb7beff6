import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { gate } from "../../worker/testing/between-d1.ts";
import { FileCare, type FileName } from "./file-care.ts";

const SHA = "0".repeat(64);

function file(kind: string): FileName {
  return { key: `schemes/sch_${crypto.randomUUID()}/${kind}/${SHA}.json`, kind, sha256: SHA };
}

/** That one file, until it is stored. */
function unstored({ key }: FileName) {
  const files = [{ file_key: key, media_type: "application/json", body: "{}", seq: 1 }];
  return { next: () => files[0], stored: () => void files.shift() };
}

async function isStored({ key }: FileName): Promise<boolean> {
  return (await env.ARTIFACTS.head(key)) !== null;
}

/** The bucket, with a moment before a removal that the test decides about, and in which order things were done. */
function slowBucket() {
  const removing = gate();
  const go_on = gate();
  const done: string[] = [];
  const bucket = new Proxy(env.ARTIFACTS, {
    get: (real, name) => {
      if (name === "delete") {
        return async (keys: string[]) => {
          removing.open();
          await go_on.opened;
          await real.delete(keys);
          done.push("removed");
        };
      }
      if (name === "put") {
        return (key: string, body: string) => {
          done.push("put");
          return real.put(key, body);
        };
      }
      const member: unknown = Reflect.get(real, name);
      return typeof member === "function" ? (member.bind(real) as unknown) : member;
    },
  });
  return { bucket, done, removing: removing.opened, goOn: () => go_on.open() };
}

const removal = (files: readonly FileName[]) => ({ files, uploaded_before_ms: 0, dry_run: false });
const soon = () => Date.now();

describe("a file that is put again while it is being removed", () => {
  it("is there afterwards when the object puts it", async () => {
    const preview = file("publish_preview");
    const { bucket, done, removing, goOn } = slowBucket();
    let needed = false;
    const care = new FileCare(
      () => bucket,
      () => () => needed,
    );
    await care.put(unstored(preview));
    const removed = care.removeUnneeded(removal([preview]), soon);
    await removing;
    needed = true;
    const put = care.put(unstored(preview));
    goOn();
    expect(await removed).toEqual([preview.key]);
    await put;
    expect(done).toEqual(["put", "removed", "put"]);
    expect(await isStored(preview)).toBe(true);
  });

  it("is put after that by who says before that it will be", async () => {
    const display = file("display");
    const { bucket, done, removing, goOn } = slowBucket();
    const care = new FileCare(
      () => bucket,
      () => () => false,
    );
    await env.ARTIFACTS.put(display.key, "{}");
    const old = { ...removal([display]), uploaded_before_ms: Number.POSITIVE_INFINITY };
    const removed = care.removeUnneeded(old, soon);
    await removing;
    const expected = care.expect(Date.now()).then(() => bucket.put(display.key, "{}"));
    goOn();
    await Promise.all([removed, expected]);
    expect(done).toEqual(["removed", "put"]);
    expect(await isStored(display)).toBe(true);
    expect(await care.removeUnneeded(old, soon)).toEqual([]);
    expect(await isStored(display)).toBe(true);
  });

  it("is still cared for after a removal that failed", async () => {
    const preview = file("publish_preview");
    const broken = new Proxy(env.ARTIFACTS, {
      get: (real, name) =>
        name === "delete"
          ? () => Promise.reject(new Error("R2 is away"))
          : (Reflect.get(real, name) as (...values: unknown[]) => unknown).bind(real),
    });
    const care = new FileCare(
      () => broken,
      () => () => false,
    );
    await expect(care.removeUnneeded(removal([preview]), soon)).rejects.toThrow("R2 is away");
    await care.put(unstored(preview));
    expect(await isStored(preview)).toBe(true);
  });
});

describe("what may be removed", () => {
  it("is decided after everything that was waited for", async () => {
    const [one, other] = [file("original"), file("original")];
    for (const { key } of [one, other]) await env.ARTIFACTS.put(key, "{}");
    const needed = new Set<string>();
    const bucket = new Proxy(env.ARTIFACTS, {
      get: (real, name) => {
        if (name === "head") {
          return (key: string) => {
            // A commit that comes while the file's age is looked at.
            needed.add(one.key);
            return real.head(key);
          };
        }
        return (Reflect.get(real, name) as (...values: unknown[]) => unknown).bind(real);
      },
    });
    const care = new FileCare(
      () => bucket,
      () => (asked) => needed.has(asked.key),
    );
    const old = { ...removal([one, other]), uploaded_before_ms: Number.POSITIVE_INFINITY };
    expect(await care.removeUnneeded(old, soon)).toEqual([other.key]);
    expect(await Promise.all([isStored(one), isStored(other)])).toEqual([true, false]);
  });
});
