// Which real id is which thing of the naive model. A name and an id meet for the first time where a real answer
// stands beside the expected one; from then on they must always meet again, and nobody else.
import type { ChildNumber } from "../domain/identifier.ts";
import type { Command as DepartureCommand } from "../durable-objects/departure/commands.ts";
import type { Command as ShowCommand } from "../durable-objects/show/commands.ts";

type NamedFields<One> = {
  [Field in keyof One]: One[Field] extends ChildNumber
    ? string
    : One[Field] extends ChildNumber | null
      ? string | null
      : One[Field];
};
/** A command that calls its hold, booking or entry by the model's name. */
export type Named<Command> = Command extends unknown ? NamedFields<Command> : never;
export type NamedDepartureCommand = Named<DepartureCommand>;
export type NamedShowCommand = Named<ShowCommand>;
export type NamedCommand = NamedDepartureCommand | NamedShowCommand;

/** Numbers that exist on one side only, and texts for people. */
const NOT_COMPARED: ReadonlySet<string> = new Set(["no", "entry_no", "message"]);

export class Names {
  readonly #ids = new Map<string, string>();
  readonly #names = new Map<string, string>();

  id(name: string): string | undefined {
    return this.#ids.get(name);
  }

  /** Where `real` is not what was expected, or undefined when it is. */
  difference(expected: unknown, real: unknown, path = ""): string | undefined {
    if (typeof expected === "string" && expected.startsWith("~")) return this.#named(expected, real, path);
    if (typeof expected !== "object" || expected === null) {
      return Object.is(expected, real)
        ? undefined
        : `${path}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(real)}`;
    }
    if (typeof real !== "object" || real === null)
      return `${path}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(real)}`;
    // Both were just seen to be objects, and a list is an object by index.
    const left = expected as Record<string, unknown>;
    const right = real as Record<string, unknown>;
    const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
    if (Array.isArray(expected) && Array.isArray(real) && expected.length !== real.length) {
      return `${path}: expected ${expected.length} things, got ${real.length}: ${JSON.stringify(expected)} / ${JSON.stringify(real)}`;
    }
    for (const key of keys) {
      if (NOT_COMPARED.has(key)) continue;
      const found = this.difference(left[key], right[key], `${path}/${key}`);
      if (found) return found;
    }
    return undefined;
  }

  #named(name: string, real: unknown, path: string): string | undefined {
    const known = this.#ids.get(name);
    if (known !== undefined) return known === real ? undefined : `${path}: ${name} is ${known}, got ${String(real)}`;
    if (typeof real !== "string") return `${path}: expected an id for ${name}, got ${JSON.stringify(real)}`;
    const taken = this.#names.get(real);
    if (taken !== undefined) return `${path}: ${real} is ${taken} already, expected the new ${name}`;
    this.#ids.set(name, real);
    this.#names.set(real, name);
    return undefined;
  }
}
