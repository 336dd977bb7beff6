// Prices as people write them (150 or 12.50) and as we keep them, in the minor unit, which is another one in every
// currency: none for JPY, thousandths for BHD. Which, is known by the platform's Intl.

/** How many digits the currency has after the point. */
function minorDigits(currency: string): number {
  return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** Undefined when the price has more digits than the currency. */
export function minorUnits(price: number, currency: string): number | undefined {
  const digits = minorDigits(currency);
  const written = price.toFixed(digits);
  return Number(written) === price ? Number(written.replace(".", "")) : undefined;
}

/** Money as plain numbers. Seats have few prices, and to ask a currency's digits for each of 60,000 would take a second. */
export function plainPrices(): (money: { readonly amount: number; readonly currency: string }) => number {
  const known = new Map<string, number>();
  return ({ amount, currency }) => {
    const name = `${amount} ${currency}`;
    const plain = known.get(name) ?? majorUnits(amount, currency);
    known.set(name, plain);
    return plain;
  };
}

export function majorUnits(amount: number, currency: string): number {
  const digits = minorDigits(currency);
  return Number((amount / 10 ** digits).toFixed(digits));
}
