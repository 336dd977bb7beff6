// The alarm only makes noticed what is already true: seats of a reservation that is over are free by the clock.
import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { call, freshKey, must } from "../../worker/testing/api.ts";
import { checkShow } from "../../worker/testing/check-show.ts";
import { listenTo, type ShowChanges } from "../../worker/testing/listen-show.ts";
import { makeShow, oneRow, reserve, reservedSeats, seatsOf } from "../../worker/testing/shows.ts";
import { begin, expireReservation, inShow, projected } from "../../worker/testing/tables.ts";

/** Lets the alarm ring now. */
function ring(show_id: string): Promise<boolean> {
  return runDurableObjectAlarm(env.SHOW.getByName(show_id));
}

/** When the platform will ring, and when the show believes it will. */
async function armed(show_id: string): Promise<{ platform: number | null; believed: unknown }> {
  const platform = await runInDurableObject(env.SHOW.getByName(show_id), (_object, state) => state.storage.getAlarm());
  const [row] = await inShow(show_id, "SELECT alarm_at_ms FROM show");
  return { platform, believed: row?.["alarm_at_ms"] };
}

async function loseAlarm(show_id: string): Promise<void> {
  await runInDurableObject(env.SHOW.getByName(show_id), (_object, state) => state.storage.deleteAlarm());
}

/** Read past the object, which would settle what is due before it answers. */
function seatRows(show_id: string): Promise<unknown[]> {
  return inShow(show_id, "SELECT seat, state, owner IS NOT NULL AS owned FROM seats ORDER BY seat");
}

describe("the alarm", () => {
  it("rings by itself when a reservation ends: its seats go to who waits, and listeners hear it, with nobody asking", async () => {
    const show = await makeShow({}, oneRow(2));
    const { id } = show;
    const seats = await seatsOf(id);
    const { body: held } = await reserve(id, seats);
    const entry = await must("waitlist/join", { show_id: id, customer_ref: "patient", seats: 1 });
    const socket = await listenTo(show);
    await socket.snapshot();
    await projected(id);
    await ring(id);
    const ends_at_ms = Date.now() + 400;
    await inShow(id, "UPDATE holds SET expires_at_ms = ?", ends_at_ms);
    // Any commit plans the alarm anew; this one changes nothing else.
    await must("seat/unblock", { show_id: id, seat_ids: seats });
    expect(await armed(id)).toEqual({ platform: ends_at_ms, believed: ends_at_ms });
    const frames: ShowChanges[] = [];
    while (
      !frames.some(({ reservations }) => reservations?.some((one) => one.id === held.id && one.status === "EXPIRED"))
    )
      frames.push(await socket.changes());
    const [offered, free] = frames.at(-1)?.seat_status_changed ?? [];
    expect(offered).toMatchObject({ seat_id: seats[0], status: "reserved", reserved_until: expect.any(String) });
    expect(free).toEqual({ seat_id: seats[1], status: "available", reserved_until: null });
    expect(frames.flatMap(({ entries = [] }) => entries).at(-1)).toMatchObject({ id: entry.id, status: "OFFERED" });
    await checkShow(id);
  });

  it("frees the seats of every reservation that is over and leaves the others", async () => {
    const { id } = await makeShow({}, oneRow(3));
    const seats = await seatsOf(id);
    const made = await Promise.all(seats.map(async (seat) => (await reserve(id, [seat])).body));
    await expireReservation({ id: made[0]?.id ?? "", show_id: id });
    await expireReservation({ id: made[2]?.id ?? "", show_id: id });
    await ring(id);
    expect(await seatRows(id)).toEqual([
      { seat: 0, state: 0, owned: 0 },
      { seat: 1, state: 1, owned: 1 },
      { seat: 2, state: 0, owned: 0 },
    ]);
    await checkShow(id);
  });

  it("lets those who still wait when the show begins lapse", async () => {
    const { show_id } = await reservedSeats();
    await must("waitlist/join", { show_id, customer_ref: "hopeful", seats: 3 });
    await begin(show_id);
    await ring(show_id);
    expect(await inShow(show_id, "SELECT status FROM entries")).toEqual([{ status: "LAPSED" }]);
    expect(await inShow(show_id, "SELECT waiting FROM show")).toEqual([{ waiting: 0 }]);
  });

  it("brings D1 what no live drain brought", async () => {
    const { id, show_id } = await reservedSeats();
    await projected(show_id);
    await must("booking/create", { reservation_id: id });
    await ring(show_id);
    expect(await inShow(show_id, "SELECT seq - projected_seq AS lag FROM show")).toEqual([{ lag: 0 }]);
    expect((await must("booking/list", { show_id })).items).toHaveLength(1);
  });

  it("stands at the earliest end of a reservation, and at the show's beginning while anyone waits", async () => {
    const starts_at = new Date(Date.now() + 1_800_000).toISOString();
    const { id } = await makeShow({ starts_at }, oneRow(3));
    const settled = async () => {
      await projected(id);
      await ring(id);
      return armed(id);
    };
    const middle = await must("reservation/create", { show_id: id, quantity: 1, ttl_seconds: 600 });
    const at = (time: string) => ({ platform: Date.parse(time), believed: Date.parse(time) });
    expect(await settled()).toEqual(at(middle.expires_at));
    const early = await must("reservation/create", { show_id: id, quantity: 1, ttl_seconds: 60 });
    expect(await settled()).toEqual(at(early.expires_at));
    await must("waitlist/join", { show_id: id, customer_ref: "hopeful", seats: 3 });
    for (const { id: reservation_id } of [early, middle]) await must("booking/create", { reservation_id });
    expect(await settled()).toEqual(at(starts_at));
  });
});

describe("an alarm that was lost", () => {
  it("changes no answer: seats are free by the clock in every read and for every command, and who waited comes first", async () => {
    const { id } = await makeShow({}, oneRow(3));
    const seats = await seatsOf(id);
    const { body: over } = await reserve(id, seats);
    const entry = await must("waitlist/join", { show_id: id, customer_ref: "patient", seats: 1 });
    await loseAlarm(id);
    await expireReservation({ id: over.id, show_id: id });
    // A read is the first to come.
    expect((await must("show/availability", { show_id: id })).states).toBe("haa");
    expect(await must("seat/get", { seat_id: seats[2] })).toMatchObject({ status: "available", held_until: null });
    expect((await reserve(id, [seats[0]])).body.code).toBe("SEAT_UNAVAILABLE");
    expect(await must("waitlist/get", { entry_id: entry.id })).toMatchObject({ status: "OFFERED" });
    const late = await call("booking/create", { reservation_id: over.id }, { key: freshKey() });
    expect(late.body.code).toBe("HOLD_EXPIRED");
    await checkShow(id);
  });

  it("leaves the seats to the next who names them", async () => {
    const { id, show_id, seat_ids } = await reservedSeats();
    await loseAlarm(show_id);
    await expireReservation({ id, show_id });
    expect((await reserve(show_id, seat_ids)).status).toBe(200);
    await checkShow(show_id);
  });
});

describe("an alarm that fails", () => {
  it("seven times, because nothing can be written: nothing that is over is booked, and the first commit that succeeds settles all", async () => {
    const reserved = await reservedSeats();
    const { show_id, id: reservation_id } = reserved;
    await expireReservation(reserved);
    await inShow(
      show_id,
      "CREATE TRIGGER trouble BEFORE UPDATE OF status ON holds BEGIN SELECT RAISE(ABORT, 'trouble'); END",
    );
    for (let time = 1; time <= 7; time += 1) {
      // As the platform does after a failure.
      await runInDurableObject(env.SHOW.getByName(show_id), (_object, state) =>
        state.storage.setAlarm(Date.now() + 60_000),
      );
      await expect(ring(show_id)).rejects.toThrow("trouble");
    }
    const key = freshKey();
    expect((await call("booking/create", { reservation_id }, { key })).status).toBe(500);
    await inShow(show_id, "DROP TRIGGER trouble");
    // A failure is not stored: the same key is decided now.
    expect((await call("booking/create", { reservation_id }, { key })).body.code).toBe("HOLD_EXPIRED");
    expect(await must("show/get", { show_id })).toMatchObject({ seats_held: 0, seats_available: 6 });
    expect((await armed(show_id)).platform).not.toBeNull();
  });
});
