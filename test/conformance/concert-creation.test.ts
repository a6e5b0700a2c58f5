import { describe, expect } from "@jest/globals";
import { held, readSeats } from "#test/conformance/support/bookings.ts";
import { type ApiResponse, call, newKey } from "#test/conformance/support/client.ts";
import {
  inSeconds,
  listedByNow,
  newConcert,
  newPerformance,
  openConcert,
  readQueueStats,
  SUITE_ARTIST,
} from "#test/conformance/support/concerts.ts";
import { until } from "#test/conformance/support/polling.ts";
import { expectInvalid, expectProblem } from "#test/conformance/support/problem.ts";
import { admitNew, readQueue } from "#test/conformance/support/queue.ts";
import type { Concert, Performance } from "#test/conformance/support/shapes.ts";
import { newUser, operator, testWith } from "#test/conformance/support/users.ts";

const test = testWith(operator);

const section = { sectionId: "A", label: "Stalls", category: "R", price: 1000, rows: [{ row: "1", from: 1, to: 10 }] };

const createConcert = (change: object): Promise<ApiResponse<Concert>> =>
  call<Concert>("POST", "/v1/admin/concerts", { user: operator, key: newKey(), body: { ...newConcert(), ...change } });

const createPerformance = (concertId: string, change: object): Promise<ApiResponse<Performance>> =>
  call<Performance>("POST", `/v1/admin/concerts/${concertId}/performances`, {
    user: operator,
    key: newKey(),
    body: { ...newPerformance(), ...change },
  });

describe("Creating concerts", () => {
  test("FORBIDDEN: 403 for a user who is not an operator, and nothing is created", async () => {
    const { concertId } = await openConcert();
    const user = await newUser();

    const responses = [
      await call("POST", "/v1/admin/concerts", { user, key: newKey(), body: newConcert() }),
      await call("POST", `/v1/admin/concerts/${concertId}/performances`, {
        user,
        key: newKey(),
        body: newPerformance(),
      }),
      await call("GET", `/v1/admin/concerts/${concertId}/queue`, { user }),
      await call("PATCH", `/v1/admin/concerts/${concertId}/queue`, { user, body: { paused: true } }),
    ];

    for (const response of responses) expectProblem(response, 403, "FORBIDDEN");
    expect((await readQueueStats(concertId)).settings.paused).toBe(false);
  });

  test("CONCERT_NOT_FOUND: 404", async () => {
    const path = "/v1/admin/concerts/con_unknown000";

    expectProblem(await createPerformance("con_unknown000", {}), 404, "CONCERT_NOT_FOUND");
    expectProblem(await call("GET", `${path}/queue`, { user: operator }), 404, "CONCERT_NOT_FOUND");
    const change = await call("PATCH", `${path}/queue`, { user: operator, body: { paused: true } });
    expectProblem(change, 404, "CONCERT_NOT_FOUND");
  });

  test("POST concerts: 201, and its queue exists with its commitment", async () => {
    const made = await createConcert({ title: "  Spring Nights " });

    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ title: "Spring Nights", artist: SUITE_ARTIST, venue: "Small Hall" });
    const read = await until("the concert is shown", async () => {
      const response = await call<Concert>("GET", `/v1/concerts/${made.body.concertId}`);
      return response.status === 200 ? response : undefined;
    });
    expect(read.body).toEqual({ ...made.body, serverTime: expect.any(String) });
    expect((await readQueue(made.body.concertId)).draw.commitment).toMatch(/^[0-9a-f]{64}$/);
  });

  test("POST concerts: what a page needs is shown, the description on its own page alone", async () => {
    const page = {
      kind: "MUSICAL",
      posterUrl: "https://images.example/winter.jpg",
      ageLimit: 8,
      runningMinutes: 120,
      organiser: "하프문 라이브",
      contact: "02-555-0100",
    };
    const description = "첫 줄\nThe second line";
    const key = newKey();
    const body = { ...newConcert(), ...page, description };
    const create = () => call<Concert>("POST", "/v1/admin/concerts", { user: operator, key, body });

    const [made, repeat] = [await create(), await create()];

    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ ...page, description });
    expect(repeat.body).toEqual(made.body);
    const listed = (await listedByNow()).find(({ concertId }) => concertId === made.body.concertId);
    expect(listed).toMatchObject(page);
    expect(listed).not.toHaveProperty("description");
    const { body: shown } = await call<Concert>("GET", `/v1/concerts/${made.body.concertId}`);
    expect(shown).toEqual({ ...made.body, serverTime: expect.any(String) });
  });

  test("POST concerts: what the organiser has not said is null", async () => {
    const nothing = { kind: null, posterUrl: null, ageLimit: null, runningMinutes: null };

    const { body } = await createConcert({});

    expect(body).toMatchObject({ ...nothing, organiser: null, contact: null, description: null });
  });

  test.each([
    ["a poster without https", { posterUrl: "http://images.example/a.jpg" }],
    ["a poster that is no address", { posterUrl: "https://" }],
    ["a poster that is a script", { posterUrl: "javascript:alert(1)" }],
    ["a poster that ends its attribute", { posterUrl: 'https://images.example/"onerror=' }],
    ["a kind that there is not", { kind: "CIRCUS" }],
    ["an age below zero", { ageLimit: -1 }],
    ["no minutes", { runningMinutes: 0 }],
    ["a description of 4,001 characters", { description: "가".repeat(4001) }],
    ["a description with a control character", { description: "a\u0007b" }],
    ["a contact that nobody can see", { contact: "\u3164" }],
  ])("POST concerts: 400 with %s", async (_, change) => {
    expectInvalid(await createConcert(change));
  });

  test("POST concerts: a description of 4,000 characters is taken", async () => {
    const description = "가".repeat(4000);

    const { status, body } = await createConcert({ description });

    expect([status, body.description]).toEqual([201, description]);
  });

  test("POST concerts without a key or settings: 201, with default settings", async () => {
    const { queue: _, ...body } = newConcert();

    const made = await call<Concert>("POST", "/v1/admin/concerts", { user: operator, body });

    expect(made.status).toBe(201);
    const { settings } = await readQueueStats(made.body.concertId);
    expect(settings).toMatchObject({
      maxActive: 500,
      admitPerTick: 100,
      claimSeconds: 60,
      passSeconds: 600,
      paused: false,
    });
  });

  test.each([
    ["no title", { title: undefined }],
    ["a blank title", { title: "  " }],
    ["a title of 121 characters", { title: "x".repeat(121) }],
    ["a NUL in its title", { title: "Winter\u0000Nights" }],
    ["half a surrogate pair in its artist", { artist: "The Half Moon \ud83c" }],
    ["an artist that turns the text around", { artist: "\u202eThe Half Moons" }],
    ["a venue that nobody can see", { venue: "\u200b\u2060" }],
    ["an invalid time", { opensAt: "tomorrow" }],
    ["a closing time before the opening", { opensAt: inSeconds(60), closesAt: inSeconds(30) }],
    [
      "a closing time within the second of the opening",
      { opensAt: "2030-01-01T00:00:00.100Z", closesAt: "2030-01-01T00:00:00.900Z" },
    ],
    ["nobody admitted", { queue: { maxActive: 0 } }],
    ["half a person", { queue: { maxActive: 1.5 } }],
    ["too much time to claim", { queue: { claimSeconds: 601 } }],
    ["an unknown setting", { queue: { speed: 1 } }],
    ["an unknown field", { price: 1 }],
  ])("POST concerts: 400 with %s", async (_, change) => {
    expectInvalid(await createConcert(change));
  });

  test("POST concerts: 400 with a time that its offset moves past the year 9999, and the list is as it was", async () => {
    const title = `Never ${newKey()}`;

    const response = await createConcert({ title, closesAt: "9999-12-31T12:00:00-12:00" });
    const listed = await listedByNow();

    expectInvalid(response);
    expect(response.body).toMatchObject({ errors: [{ field: "body.closesAt" }] });
    expect(listed.map((concert) => concert.title)).not.toContain(title);
  });

  test("POST performances: 201 with sections, rows and prices as given", async () => {
    const { concertId } = await openConcert();
    const balcony = {
      sectionId: "B",
      label: "Balcony",
      category: "S",
      price: 500,
      rows: [
        { row: "1", from: 5, to: 8 },
        { row: "AA", to: 2 },
      ],
    };

    const made = await createPerformance(concertId, { sections: [section, balcony], seatLimit: 2 });
    const [guest] = await admitNew(concertId, 1);
    const seats = await readSeats(guest, made.body.performanceId);
    const reservation = await held(guest, made.body.performanceId, ["B-AA-2", "A-1-10"]);

    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ concertId, capacity: 16, seatsLeft: 16, seatLimit: 2 });
    expect(made.body.sections.map(({ sectionId, capacity }) => ({ sectionId, capacity }))).toEqual([
      { sectionId: "A", capacity: 10 },
      { sectionId: "B", capacity: 6 },
    ]);
    expect([...seats.keys()].filter((seatId) => seatId.startsWith("B-"))).toEqual([
      "B-1-5",
      "B-1-6",
      "B-1-7",
      "B-1-8",
      "B-AA-1",
      "B-AA-2",
    ]);
    expect(reservation.amount).toBe(1500);
  });

  test.each([
    ["no section", { sections: [] }],
    ["a section named twice", { sections: [section, section] }],
    ["a row named twice", { sections: [{ ...section, rows: [section.rows[0], section.rows[0]] }] }],
    ["a row that ends before it starts", { sections: [{ ...section, rows: [{ row: "1", from: 5, to: 4 }] }] }],
    ["1,001 seats in a section", { sections: [{ ...section, rows: [{ row: "1", from: 1, to: 1001 }] }] }],
    ["a dash in a section's name", { sections: [{ ...section, sectionId: "A-1" }] }],
    ["a section with a control character in its name", { sections: [{ ...section, label: "St\u0007alls" }] }],
    ["a category that nobody can see", { sections: [{ ...section, category: "\u3164" }] }],
    ["a fractional price", { sections: [{ ...section, price: 99.5 }] }],
    ["a limit of 11 seats", { seatLimit: 11 }],
    ["no time", { startsAt: undefined }],
    ["a time that its offset moves past the year 9999", { startsAt: "9999-12-31T12:00:00-12:00" }],
  ])("POST performances: 400 with %s", async (_, change) => {
    expectInvalid(await createPerformance("con_any", change));
  });
});
