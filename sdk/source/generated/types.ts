// Made from contract/*.ts: npm run generate
export type * from "./auth.ts";
export type * from "./booking.ts";
export type * from "./departure.ts";
export type * from "./feed.ts";
export type * from "./health.ts";
export type * from "./hold.ts";
export type * from "./inventory.ts";
export type * from "./key.ts";
export type * from "./log.ts";
export type * from "./operations.ts";
export type * from "./problems.ts";
export type * from "./shapes.ts";
export type * from "./tour.ts";
export type * from "./waitlist.ts";
