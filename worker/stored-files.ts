// The files of all schemes as R2 lists them, in the order of their keys: schemes/{scheme}/{kind}/{digest}.{svg or json}.
// Places in that order are keys, so that they stay good when files come and go.

const PREFIX = "schemes/";
const KEY = /^schemes\/([a-z0-9_]{1,128})\/([a-z_]{1,64})\/([0-9a-f]{64})\.(?:svg|json)$/;

export type StoredFile = {
  readonly key: string;
  readonly scheme_id: string;
  readonly kind: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly uploaded_at_ms: number;
};

/** Null for what has no name that we give. */
export type Listed = { readonly key: string; readonly file: StoredFile | null };

export async function listFiles(bucket: R2Bucket, after: string | null, limit: number) {
  const { objects, truncated } = await bucket.list({
    prefix: PREFIX,
    limit,
    ...(after === null ? {} : { startAfter: after }),
  });
  return { listed: objects.map(listedOf), more: truncated };
}

function listedOf({ key, size, uploaded }: R2Object): Listed {
  const [, scheme_id, kind, sha256] = KEY.exec(key) ?? [];
  if (scheme_id === undefined || kind === undefined || sha256 === undefined) return { key, file: null };
  return { key, file: { key, scheme_id, kind, sha256, bytes: size, uploaded_at_ms: uploaded.getTime() } };
}
