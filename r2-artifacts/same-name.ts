// Whether two names are one to a person: capitals and what stands between words do not count.

export function sameName(one: string, other: string): boolean {
  return one === other || folded(one) === folded(other);
}

/** What a name has beyond another that it begins with: A of Balcony-A beyond balcony. Undefined where it does not. */
export function nameBeyond(name: string, outer: string): string | undefined {
  const whole = folded(name);
  const start = `${folded(outer)} `;
  return start.length > 1 && whole.startsWith(start) ? folded(name, true).slice(start.length) : undefined;
}

function folded(name: string, as_written = false): string {
  const spaced = name.replaceAll(/[\s_/.-]+/g, " ").trim();
  return as_written ? spaced : spaced.toLowerCase();
}
