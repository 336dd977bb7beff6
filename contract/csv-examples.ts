// Examples of the answers that can be asked for as CSV: the same rows as in examples.ts.
import { EXAMPLE_IDS } from "./examples.ts";
import type { OperationName } from "./registry.ts";

export const CSV_EXAMPLES: { readonly [Name in OperationName]?: string } = {
  "booking/list": [
    "id,departure_id,hold_id,code,seats,customer_ref,status,total_price_amount,total_price_currency,created_at,updated_at,channel_id,show_id,external_booking_id\r\n",
    `${EXAMPLE_IDS.booking},${EXAMPLE_IDS.departure},${EXAMPLE_IDS.hold},7K3MN-QW9XA,2,customer-481,CONFIRMED,9000,EUR,2030-05-20T14:03:21.000Z,2030-05-20T14:03:21.000Z,${EXAMPLE_IDS.channel},,\r\n`,
  ].join(""),
};
