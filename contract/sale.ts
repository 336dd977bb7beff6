// What is asked of departures and shows alike names one of them.
import { identifier } from "./values.ts";

export const ofSale = {
  departure_id: identifier.optional(),
  show_id: identifier.optional().describe("A show, instead of a departure"),
};

type Named = { readonly departure_id?: string | undefined; readonly show_id?: string | undefined };

export function namesOneSale({ departure_id, show_id }: Named): boolean {
  return (departure_id === undefined) !== (show_id === undefined);
}
