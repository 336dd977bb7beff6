// What the platform says of an object that could not be reached, as properties of the error it throws.

/** The call may not have arrived, and the object is not overloaded: the same call can be made again. */
export function isRetryable(error: unknown): boolean {
  return says(error, "retryable") && !says(error, "overloaded");
}

/** The object cannot be reached just now, for the one reason or the other. */
export function isUnavailable(error: unknown): boolean {
  return says(error, "retryable") || says(error, "overloaded");
}

function says(error: unknown, property: "retryable" | "overloaded"): boolean {
  return (
    typeof error === "object" &&
    error !== null &&
    property in error &&
    (error as Record<string, unknown>)[property] === true
  );
}
