// Counted places of one departure. Every function returns a new value and keeps
// sold + held + blocked + available = capacity, with no part below zero; asking for
// something else is a bug in the caller and throws. Whether to ask is decided elsewhere.

export type Places = {
  readonly capacity: number;
  readonly held: number;
  readonly sold: number;
  readonly blocked: number;
};

export function placesAvailable(places: Places): number {
  return places.capacity - places.held - places.sold - places.blocked;
}

export function placesFit(places: Places, seats: number): boolean {
  return seats <= placesAvailable(places);
}

/** available → held */
export function takePlaces(places: Places, seats: number): Places {
  return checked({ ...places, held: places.held + seats });
}

/** held → available */
export function giveBackHeld(places: Places, seats: number): Places {
  return checked({ ...places, held: places.held - seats });
}

/** A hold of `held` becomes a booking of `sold`; what was held beyond that is free again. */
export function sellHeld(places: Places, held: number, sold: number): Places {
  return checked({ ...places, held: places.held - held, sold: places.sold + sold });
}

/** sold → available, or available → sold when `seats` is negative. */
export function giveBackSold(places: Places, seats: number): Places {
  return checked({ ...places, sold: places.sold - seats });
}

/** available → blocked, or blocked → available when `seats` is negative */
export function blockPlaces(places: Places, seats: number): Places {
  return checked({ ...places, blocked: places.blocked + seats });
}

export function changeCapacity(places: Places, delta: number): Places {
  return checked({ ...places, capacity: places.capacity + delta });
}

function checked(places: Places): Places {
  const sound = places.held >= 0 && places.sold >= 0 && places.blocked >= 0 && placesAvailable(places) >= 0;
  if (!sound) {
    throw new Error(`places out of balance: ${JSON.stringify(places)}`);
  }
  return places;
}
