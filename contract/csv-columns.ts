// What lists that can be asked for as CSV have there, also when they are empty. New columns come last.
export const BOOKING_COLUMNS = [
  "id",
  "departure_id",
  "hold_id",
  "code",
  "seats",
  "customer_ref",
  "status",
  "total_price_amount",
  "total_price_currency",
  "created_at",
  "updated_at",
  "channel_id",
  "show_id",
  "external_booking_id",
] as const;
