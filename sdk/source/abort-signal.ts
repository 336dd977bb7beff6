// The types of this package name AbortSignal and nothing else of the platform. Where neither the DOM's nor Node's nor
// Workers' types are there, this makes the name known; where they are, it adds nothing to them.
declare global {
  interface AbortSignal {}
}

export type Signal = AbortSignal;
