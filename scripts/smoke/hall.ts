// The drawing that a smoke run uploads: stalls of three rows and a balcony of one, with a script that must not survive.
function row(sector: string, name: string, place: { readonly y: number; readonly seats: number }): string {
  const seats = Array.from({ length: place.seats }, (_, index) => {
    const id = `${sector}-${name}-${index + 1}`;
    return `<circle id="${id}" class="seat" cx="${20 + index * 20}" cy="${place.y}" r="8"/>`;
  });
  return `<g id="${sector}-row-${name}">${seats.join("")}</g>`;
}

export const HALL_SVG = `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 160">
<script>alert(1)</script>
<rect id="stage" x="60" y="0" width="120" height="12" onclick="alert(2)"/>
<g id="stalls">${["A", "B", "C"].map((name, index) => row("stalls", name, { y: 30 + index * 20, seats: 10 })).join("")}</g>
<g id="balcony">${row("balcony", "A", { y: 130, seats: 6 })}</g>
</svg>
`;
