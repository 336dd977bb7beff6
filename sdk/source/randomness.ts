// Random names. Node 18 has WebCrypto in a module only; that import is spelled so that bundlers for browsers leave it.
interface WebCrypto {
  getRandomValues(bytes: Uint8Array<ArrayBuffer>): Uint8Array;
  readonly subtle: SubtleCrypto;
}

const NODE_CRYPTO = "node:crypto";

export async function webCrypto(): Promise<WebCrypto> {
  const { crypto } = globalThis as { crypto?: WebCrypto };
  if (crypto !== undefined) return crypto;
  try {
    const module = (await import(/* webpackIgnore: true */ /* @vite-ignore */ NODE_CRYPTO)) as { webcrypto: WebCrypto };
    return module.webcrypto;
  } catch {
    throw new TypeError("There is no WebCrypto here: globalThis.crypto is missing, and this is not Node");
  }
}

/** So many random bytes as lower-case hexadecimal. */
export async function randomHex(length: number): Promise<string> {
  const bytes = (await webCrypto()).getRandomValues(new Uint8Array(length));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A UUID of version 4; crypto.randomUUID is missing on pages that did not come by https. */
export async function randomUuid(): Promise<string> {
  const hex = await randomHex(16);
  const variant = "89ab".charAt(Number.parseInt(hex.charAt(16), 16) % 4);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}
